package dev.placemill.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What would become of a list, as the server says, for people.
record DryRunReport(Path input, JsonNode answer) {
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, of which %,d would be enriched; nothing was done.",
            input,
            number("/rows"),
            number("/places")));
    for (JsonNode problem : answer.path("problems").values()) {
      JsonNode example = problem.at("/examples/0");
      lines.add(
          "%s (%s): %d. %s For example line %d: %s"
              .formatted(
                  problem.path("code").asString(),
                  problem.path("effect").asString().replace('_', ' '),
                  problem.path("count").asLong(),
                  problem.path("message").asString(),
                  example.path("line").asLong(),
                  example.path("detail").asString()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "The same place again: %,d. Calls over the network: at most %,d, of which at least %,d"
                + " are answered from what is kept.",
            number("/duplicates/count"),
            number("/calls/total"),
            number("/cache_hits/total")));
    JsonNode seconds = answer.path("estimated_seconds");
    lines.add(
        "Time: %s. %s"
            .formatted(
                seconds.isNumber() ? "about " + seconds.asDouble() + " s" : "unknown",
                answer.path("estimated_from").asString()));
    return String.join(System.lineSeparator(), lines);
  }

  private long number(String pointer) {
    return answer.at(pointer).asLong();
  }
}
