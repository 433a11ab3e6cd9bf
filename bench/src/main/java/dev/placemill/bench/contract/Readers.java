package dev.placemill.bench.contract;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The results of one batch in the hands of libraries that others wrote to read their forms: each
/// has to find the rows, points and values of the JSON results, and nothing against the form.
public final class Readers {
  private static final Duration MOST = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String SCRIPTS = "readers/";
  private static final String COMMON = "results.mjs";
  private static final Pattern LAST_LINE = Pattern.compile("findings=\\d+ checks=(\\d+)");

  private final Target target;
  private final Map<String, String> environment;

  private Readers(Target target, Map<String, String> environment) {
    this.target = target;
    this.environment = environment;
  }

  /// Writes what is to be known of the places as a table to import.
  public static Path writeRecords(Path directory) throws IOException {
    return Files.writeString(directory.resolve("records.csv"), Awkward.records());
  }

  /// Submits what is hard to write in one of the forms, and waits for its end.
  ///
  /// @param more of the environment of the scripts
  public static Readers of(Target target, Map<String, String> more) throws IOException {
    String body = Awkward.places();
    Path scripts = Files.createDirectories(target.directory().resolve(SCRIPTS));
    Files.writeString(scripts.resolve("places.json"), body);
    Files.write(scripts.resolve(COMMON), Toolbox.resource(SCRIPTS + COMMON));
    target.tools().link(scripts);
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("PLACEMILL_URL", target.url().toString());
    environment.put("PLACEMILL_ORG", target.org());
    environment.put("PLACEMILL_KEY", target.key());
    Target.Answer made =
        target.send(target.url(), "POST", target.batches(), body, "application/json");
    String batch = ThroughProxy.field(made.body(), "batch_id");
    if (made.status() != 202 || batch.isEmpty()) {
      throw new IOException("the places were not taken: " + made);
    }
    try (var client = new BatchClient(target.url(), target.org(), target.key())) {
      client.awaitEnd(batch, POLL);
    }
    environment.put("PLACEMILL_BATCH", batch);
    return new Readers(target, environment);
  }

  /// Runs one of the scripts.
  ///
  /// @param what it looks at, for a person
  public Findings read(String script, String what) throws IOException {
    Path scripts = target.directory().resolve(SCRIPTS);
    Files.write(scripts.resolve(script), Toolbox.resource(SCRIPTS + script));
    List<String> words = List.of("node", scripts.resolve(script).toString());
    Toolbox.Ran ran = target.run(MOST, environment, words);
    List<String> lines = ran.output().lines().toList();
    Matcher last = LAST_LINE.matcher(lines.isEmpty() ? "" : lines.getLast());
    if (ran.status() != 0 || !last.matches()) {
      return new Findings(what, List.of("%s did not come to its end: %s".formatted(script, lines)));
    }
    long comparisons = Long.parseLong(last.group(1));
    return new Findings(
        "%s: %,d comparisons".formatted(what, comparisons), lines.subList(0, lines.size() - 1));
  }
}
