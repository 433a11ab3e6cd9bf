package dev.placemill.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A part of a header by which a client says what it likes: `text/*;q=0.5` of `Accept`, `zstd` of
/// `Accept-Encoding`.
record Wish(String range, double weight) {
  private static final int EXACT = 3;
  private static final int TYPE = 2;
  private static final int ANYTHING = 1;
  private static final int NOT_AT_ALL = 0;

  /// Of what there is, in the order in which it is preferred here, what the client likes best.
  ///
  /// @return empty where it likes none of it
  static Optional<String> findBest(List<String> names, String header) {
    List<Wish> wishes = Stream.of(header.split(",", -1)).map(Wish::of).toList();
    String best = null;
    double most = 0;
    for (String name : names) {
      double weight = weight(name, wishes);
      if (weight > most) {
        best = name;
        most = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Wish of(String text) {
    String[] parts = text.split(";", -1);
    double weight = 1;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        weight = weight(parameter.substring(2));
      }
    }
    return new Wish(parts[0].strip().toLowerCase(Locale.ROOT), weight);
  }

  private static double weight(String text) {
    try {
      return Math.clamp(Double.parseDouble(text), 0, 1);
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  /// By the wish that names it most precisely.
  private static double weight(String name, List<Wish> wishes) {
    int most = NOT_AT_ALL;
    double weight = 0;
    for (Wish wish : wishes) {
      int precision = wish.precision(name);
      if (precision > most) {
        most = precision;
        weight = wish.weight;
      }
    }
    return weight;
  }

  private int precision(String name) {
    if (range.equals(name)) {
      return EXACT;
    }
    if (range.equals("*/*") || range.equals("*")) {
      return ANYTHING;
    }
    return range.endsWith("/*") && name.startsWith(range.substring(0, range.length() - 1))
        ? TYPE
        : NOT_AT_ALL;
  }
}
