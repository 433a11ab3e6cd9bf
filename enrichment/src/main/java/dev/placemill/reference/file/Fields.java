package dev.placemill.reference.file;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A tree of named values as Parquet and JSON hold them, read with tolerance: what is absent, null
/// or of another kind is simply not there. A text that holds a JSON object or array is read as what
/// it holds, for some publish nested columns that way.
record Fields(Map<?, ?> values) {
  static final Fields NOTHING = new Fields(Map.of());
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final int DAY_LETTERS = 10;

  boolean has(String name) {
    return values.get(name) != null;
  }

  /// The text without blanks at its ends, or null when there is none.
  @Nullable String text(String name) {
    return text(values.get(name));
  }

  static @Nullable String text(@Nullable Object value) {
    String text =
        switch (value) {
          case String string -> string;
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          case Number number -> number.toString();
          case Boolean truth -> truth.toString();
          case LocalDate day -> day.toString();
          case null, default -> "";
        };
    String stripped = text.strip();
    return stripped.isEmpty() ? null : stripped;
  }

  Fields object(String name) {
    return structured(values.get(name)) instanceof Map<?, ?> map ? new Fields(map) : NOTHING;
  }

  List<Fields> objects(String name) {
    return list(name).stream()
        .filter(Map.class::isInstance)
        .map(item -> new Fields((Map<?, ?>) item))
        .toList();
  }

  /// The texts of a list; a single text counts as a list of one.
  List<String> texts(String name) {
    Object value = structured(values.get(name));
    if (value instanceof List<?> list) {
      return list.stream().map(Fields::text).filter(Objects::nonNull).toList();
    }
    String text = text(value);
    return text == null ? List.of() : List.of(text);
  }

  @Nullable Double number(String name) {
    return switch (values.get(name)) {
      case Number number -> number.doubleValue();
      case String text -> parsed(text);
      case null, default -> null;
    };
  }

  private static @Nullable Double parsed(String text) {
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  byte @Nullable [] bytes(String name) {
    return values.get(name) instanceof byte[] bytes ? bytes : null;
  }

  /// The day of a date, a point in time, or a text that begins with one.
  @Nullable LocalDate day(String name) {
    return switch (values.get(name)) {
      case LocalDate day -> day;
      case Instant instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC);
      case LocalDateTime time -> time.toLocalDate();
      case String text -> day(text.strip(), DAY_LETTERS);
      case null, default -> null;
    };
  }

  /// The day that a text begins with, or null.
  static @Nullable LocalDate day(String text, int letters) {
    String start = text.substring(0, Math.min(letters, text.length()));
    try {
      return DAY.matcher(start).matches() ? LocalDate.parse(start) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private List<?> list(String name) {
    return structured(values.get(name)) instanceof List<?> list ? list : List.of();
  }

  private static @Nullable Object structured(@Nullable Object value) {
    if (value instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
      try {
        return JSON.readValue(text, Object.class);
      } catch (JacksonException _) {
        return value;
      }
    }
    return value;
  }
}
