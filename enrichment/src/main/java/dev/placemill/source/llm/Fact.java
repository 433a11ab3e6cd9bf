package dev.placemill.source.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One thing a model says that a page states; nothing of it is believed yet.
///
/// @param attribute as the model writes it
/// @param page its number, from 1
record Fact(String attribute, String value, String quote, int page) {
  private static final int MOST = 50;
  private static final Pattern THOUGHTS = Pattern.compile("(?s)^.*</think>");

  /// Reads an answer; empty when it is not of the form that was asked for. Models that are not held
  /// to a schema wrap their answer in thoughts, words and fences.
  static Optional<List<Fact>> findAll(String answer) {
    String text = THOUGHTS.matcher(answer).replaceFirst("");
    int start = text.indexOf('{');
    int end = text.lastIndexOf('}');
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    try {
      JsonNode facts = JsonMapper.shared().readTree(text.substring(start, end + 1)).path("facts");
      return facts.isArray() ? Optional.of(read(facts)) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static List<Fact> read(JsonNode facts) {
    List<Fact> read = new ArrayList<>();
    for (JsonNode fact : facts) {
      if (read.size() == MOST) {
        break;
      }
      if (fact.path("attribute").isString()
          && fact.path("value").isString()
          && fact.path("quote").isString()) {
        read.add(
            new Fact(
                fact.path("attribute").stringValue(),
                fact.path("value").stringValue(),
                fact.path("quote").stringValue(),
                fact.path("page").isInt() ? fact.path("page").intValue() : 0));
      }
    }
    return read;
  }
}
