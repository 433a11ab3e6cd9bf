package dev.placemill.bench.promises;

/// A change to the server's own source.
///
/// @param file below the server's main sources
/// @param text what stands there, once
/// @param instead what is to stand there
public record Edit(String file, String text, String instead) {
  static Edit of(String type, String text, String instead) {
    return new Edit("dev/placemill/server/" + type + ".java", text, instead);
  }

  /// The source of the file with this change.
  ///
  /// @throws IllegalStateException when the text does not stand there exactly once
  public String applyTo(String source) {
    int first = source.indexOf(text);
    if (first < 0 || source.indexOf(text, first + 1) >= 0) {
      throw new IllegalStateException("not exactly once in %s: %s".formatted(file, text));
    }
    return source.replace(text, instead);
  }
}
