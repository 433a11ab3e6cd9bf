package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Prometheus' own check of what it would scrape: that it can be read, and is named and typed as
/// Prometheus advises.
public final class Promtool {
  private static final Duration MOST = Duration.ofMinutes(1);

  private Promtool() {}

  public static Findings metrics(Target target) throws IOException {
    Path promtool = target.tools().findOfDebian("prometheus", "usr/bin/promtool").orElse(null);
    if (promtool == null) {
      return Findings.notRun("this machine has no promtool, and none can be fetched");
    }
    String metrics = target.send(target.url(), "GET", "/metrics", null, "text/plain").body();
    Files.writeString(target.directory().resolve("metrics.txt"), metrics);
    // It reads what it is to check from its input.
    Toolbox.Ran ran =
        target.run(MOST, Map.of(), List.of("sh", "-c", promtool + " check metrics <metrics.txt"));
    List<String> objections = ran.output().lines().filter(line -> !line.isBlank()).toList();
    if (ran.status() != 0 && objections.isEmpty()) {
      objections = List.of("promtool ended with " + ran.status());
    }
    long families = metrics.lines().filter(line -> line.startsWith("# TYPE ")).count();
    return new Findings("%d families of /metrics".formatted(families), objections);
  }
}
