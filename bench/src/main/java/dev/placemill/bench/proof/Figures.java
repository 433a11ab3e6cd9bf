package dev.placemill.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a proof found: rows for a person, the same figures as `key=value` for a program, and the
/// goals it missed.
public final class Figures {
  private record Row(String key, String meaning, String value) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  public Figures add(String key, String meaning, long value) {
    rows.add(new Row(key, meaning, Long.toString(value)));
    return this;
  }

  public Figures add(String key, String meaning, double value, int decimals) {
    rows.add(new Row(key, meaning, String.format(Locale.ROOT, "%." + decimals + "f", value)));
    return this;
  }

  public Figures add(String key, String meaning, String value) {
    rows.add(new Row(key, meaning, value));
    return this;
  }

  /// Something the reader should know that is not a figure, such as what was skipped.
  public Figures note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /// Without this the proof fails.
  public Figures require(boolean met, String goal) {
    if (!met) {
      missed.add(goal);
    }
    return this;
  }

  public boolean allGoalsMet() {
    return missed.isEmpty();
  }

  /// A Markdown table, then what else there is to say.
  public String table() {
    var text = new StringBuilder("| figure | value |\n| --- | ---: |\n");
    rows.forEach(row ->
        text.append("| ").append(row.meaning).append(" | ").append(row.value).append(" |\n"));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    missed.forEach(goal -> text.append("\nMISSED: ").append(goal).append('\n'));
    return text.toString();
  }

  /// All figures in one line.
  public String line() {
    return rows.stream().map(row -> row.key + "=" + row.value).collect(Collectors.joining(" "));
  }
}
