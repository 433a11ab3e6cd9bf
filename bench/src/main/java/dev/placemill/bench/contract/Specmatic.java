package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests that Specmatic makes of the document: of each field the shortest and the longest, the
/// least and the most, which have to be taken, and of each a wrong type, a wrong word and one
/// character too many, which have to be refused.
public final class Specmatic {
  private static final Duration MOST = Duration.ofMinutes(20);
  private static final Pattern SUMMARY =
      Pattern.compile("Tests run: (\\d+), Successes: (\\d+), Failures: (\\d+)");
  private static final Pattern FAILED = Pattern.compile("(?m)^.*Scenario: (.*) has FAILED.*$");

  /// How many combinations of the fields that may be left out are sent of each request.
  private static final String COMBINATIONS = "10";

  /// What is sent in a quick run: what every client does.
  private static final String QUICK = "PATH='/{org}/place_enrichment/batches'";

  private Specmatic() {}

  /// Sends everything it can think of, or in a quick run what concerns the creation of batches.
  public static Check generated(boolean quick) {
    return target -> generated(target, quick);
  }

  private static Findings generated(Target target, boolean quick) throws IOException {
    NarrowedDocument narrowed = NarrowedDocument.of(target);
    Path file = target.directory().resolve("narrowed.json");
    Files.writeString(file, narrowed.json());
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-jar", target.tools().file("specmatic/specmatic.jar").toString()));
    words.addAll(List.of("test", file.toString(), "--timeout=30"));
    words.add("--testBaseURL=" + target.url().toString().replaceAll("/$", ""));
    if (quick) {
      words.add("--filter=" + QUICK);
    }
    Map<String, String> environment =
        Map.of(
            "SPECMATIC_GENERATIVE_TESTS",
            "true",
            "MAX_TEST_REQUEST_COMBINATIONS",
            COMBINATIONS,
            "bearer",
            target.key());
    Toolbox.Ran ran = target.run(MOST, environment, words);
    Files.writeString(target.directory().resolve("specmatic.log"), ran.output());
    Matcher summary = SUMMARY.matcher(ran.output());
    if (!summary.find()) {
      int end = Math.max(0, ran.output().length() - 2_000);
      throw new IOException("Specmatic gave no summary: " + ran.output().substring(end));
    }
    List<String> objections = new ArrayList<>();
    FAILED.matcher(ran.output()).results().forEach(failed -> objections.add(failed.group(1)));
    int failures = Integer.parseInt(summary.group(3));
    while (objections.size() < failures) {
      objections.add("a test failed without a name");
    }
    return new Findings(
        "%s generated requests to %d operations%s"
            .formatted(
                summary.group(1),
                narrowed.operations(),
                quick ? ", of which the quick run takes those of lists of batches" : ""),
        objections);
  }
}
