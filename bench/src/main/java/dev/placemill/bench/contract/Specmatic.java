package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import dev.placemill.bench.contract.NarrowedDocument.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Requests that Specmatic makes of the document: of each field the shortest and the longest, the
/// least and the most, which have to be taken, and of each a wrong type, a wrong word and one
/// character too many, which have to be refused.
public final class Specmatic {
  private static final Duration MOST = Duration.ofMinutes(20);
  private static final Pattern SUMMARY =
      Pattern.compile("Tests run: (\\d+), Successes: (\\d+), Failures: (\\d+)");
  private static final Pattern TRIED =
      Pattern.compile("(?m)^[+-]ve +Scenario: ([A-Z]+ \\S+) -> .* has (SUCCEEDED|FAILED)$");
  private static final Pattern IN_PATH = Pattern.compile("\\((\\w+):\\w+\\)");

  /// How many combinations of the fields that may be left out are sent of each request.
  private static final String COMBINATIONS = "10";

  /// What is sent in a quick run: what every client does.
  private static final String QUICK =
      "PATH='/{org}/place_enrichment/batches' || PATH='/{org}/place_enrichment/batches/{batch_id}'";

  private Specmatic() {}

  /// Sends everything it can think of, or in a quick run what concerns batches in the guide's
  /// words.
  ///
  /// @param admin a key that may make keys
  public static Check generated(boolean quick, String admin) {
    return target -> generated(ofEveryScope(target, admin), quick);
  }

  private static Target ofEveryScope(Target target, String admin) throws IOException {
    String scopes =
        "{\"scopes\": [\"batches:read\", \"batches:write\", \"webhooks:write\", \"admin\"]}";
    return target.withKey(WhatIsThere.made(target.withKey(admin), "/keys", scopes, "key"));
  }

  private static Findings generated(Target target, boolean quick) throws IOException {
    NarrowedDocument narrowed = NarrowedDocument.of(target);
    int all = narrowed.operations().size();
    Narrowing.usual(narrowed, WhatIsThere.make(target), target);
    Path file = target.directory().resolve("narrowed.json");
    Files.writeString(file, narrowed.json());
    String said = run(target, quick, List.of(file));
    Files.writeString(target.directory().resolve("specmatic.log"), said);
    Matcher summary = SUMMARY.matcher(said);
    if (!summary.find()) {
      int end = Math.max(0, said.length() - 2_000);
      throw new IOException("Specmatic gave no summary: " + said.substring(end));
    }
    Set<String> tried = tried(said);
    List<String> objections = failed(said, Integer.parseInt(summary.group(3)));
    if (!quick) {
      objections.addAll(untried(narrowed, tried));
    }
    return new Findings(
        "%s generated requests to %d of %d operations%s"
            .formatted(summary.group(1), tried.size(), all, quick ? "" : leftOut()),
        objections);
  }

  private static String run(Target target, boolean quick, List<Path> documents) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-jar", target.tools().file("specmatic/specmatic.jar").toString()));
    words.add("test");
    documents.forEach(document -> words.add(document.toString()));
    words.add("--timeout=30");
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
    return target.run(MOST, environment, words).output();
  }

  private static List<String> failed(String said, int failures) {
    List<String> objections = new ArrayList<>();
    for (MatchResult one : TRIED.matcher(said).results().toList()) {
      if (one.group(2).equals("FAILED")) {
        objections.add(one.group());
      }
    }
    while (objections.size() < failures) {
      objections.add("a test failed without a name");
    }
    return objections;
  }

  /// The methods and paths of the requests that were sent, as the document has them.
  private static Set<String> tried(String said) {
    return TRIED
        .matcher(said)
        .results()
        .map(one -> IN_PATH.matcher(one.group(1)).replaceAll("{$1}"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> untried(NarrowedDocument narrowed, Set<String> tried) {
    return narrowed.operations().values().stream()
        .map(Operation::request)
        .filter(request -> !tried.contains(request))
        .map(request -> "no request was made to " + request)
        .sorted()
        .toList();
  }

  private static String leftOut() {
    return Narrowing.LEFT_OUT.entrySet().stream()
        .map(one -> "; not to %s: %s".formatted(one.getKey(), one.getValue()))
        .sorted()
        .collect(Collectors.joining());
  }
}
