package dev.placemill.source.llm;

import java.nio.charset.StandardCharsets;

/// Tokens that the model read and wrote.
record Usage(long in, long out) {
  static final Usage NONE = new Usage(0, 0);

  /// Bytes of text that make a token, on the small side: what is not yet known is rather counted
  /// too high.
  private static final int BYTES_PER_TOKEN = 3;

  static long tokens(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1L;
  }

  long total() {
    return in + out;
  }

  Usage plus(Usage other) {
    return new Usage(in + other.in, out + other.out);
  }

  Usage minus(Usage other) {
    return new Usage(in - other.in, out - other.out);
  }
}
