package dev.placemill.source.llm;

import java.util.Optional;

/// How a service wants to be asked. All say that they speak the same protocol, but older ones know
/// no schema, and some models refuse parameters that others need.
///
/// @param hasNewTokenLimit whether the longest answer is called `max_completion_tokens`
/// @param hasTemperature whether the model takes a temperature
record Dialect(Form form, boolean hasNewTokenLimit, boolean hasTemperature) {
  /// How the model is held to the form of the answer.
  enum Form {
    SCHEMA,
    JSON,
    WORDS
  }

  static final Dialect FIRST = new Dialect(Form.SCHEMA, false, true);

  /// What to try after the service complained; empty when nothing is left.
  ///
  /// @param complaint what the service wrote, in lower case
  Optional<Dialect> findNext(String complaint) {
    if (!hasNewTokenLimit && complaint.contains("max_completion_tokens")) {
      return Optional.of(new Dialect(form, true, hasTemperature));
    }
    if (hasTemperature && complaint.contains("temperature")) {
      return Optional.of(new Dialect(form, hasNewTokenLimit, false));
    }
    return switch (form) {
      case SCHEMA -> Optional.of(new Dialect(Form.JSON, hasNewTokenLimit, hasTemperature));
      case JSON -> Optional.of(new Dialect(Form.WORDS, hasNewTokenLimit, hasTemperature));
      case WORDS -> Optional.empty();
    };
  }
}
