package dev.placemill.server.health;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Figures in the text format of Prometheus: each family once, with what it is and its kind, then a
/// line for each of its series.
final class MetricText {
  private final StringBuilder text = new StringBuilder();

  void gauge(String name, String help, Number value) {
    family(name, help, "gauge");
    series(name, Map.of(), value);
  }

  void counter(String name, String help, Number value) {
    family(name, help, "counter");
    series(name, Map.of(), value);
  }

  /// @param help what it is, without a full stop
  /// @param kind `counter`, `gauge`, `histogram` or `summary`
  void family(String name, String help, String kind) {
    text.append("# HELP %1$s %2$s.\n# TYPE %1$s %3$s\n".formatted(name, help, kind));
  }

  /// @param labels never with values that clients choose: each makes a series of its own
  void series(String name, Map<String, String> labels, Number value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          new TreeMap<>(labels)
              .entrySet().stream()
                  .map(label -> "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
                  .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(String.format(Locale.ROOT, " %s\n", value));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
