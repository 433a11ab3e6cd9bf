package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

/// JSON as we write it ourselves, without blanks between its parts, looked at where it lies: what
/// nobody wants of it is passed over byte by byte, in a fraction of the time of reading it.
///
/// @param bytes that must be whole and right
record RawJson(byte[] bytes) {
  interface FieldTaker {
    /// @param from where the value of the field begins
    /// @param to where it has ended
    void take(String name, int from, int to);
  }

  interface ElementTaker {
    /// @param from where the element begins
    void take(int from);
  }

  /// Shows the fields of an object; none where there is something else.
  void fields(int object, FieldTaker taker) {
    if (bytes[object] != '{') {
      return;
    }
    int at = object + 1;
    while (bytes[at] != '}') {
      int afterName = endOfString(at);
      int value = afterName + 1;
      int end = end(value);
      taker.take(text(at + 1, afterName - 1), value, end);
      at = bytes[end] == ',' ? end + 1 : end;
    }
  }

  /// Shows the elements of an array; none where there is something else.
  void elements(int array, ElementTaker taker) {
    if (bytes[array] != '[') {
      return;
    }
    int at = array + 1;
    while (bytes[at] != ']') {
      taker.take(at);
      int end = end(at);
      at = bytes[end] == ',' ? end + 1 : end;
    }
  }

  /// The JSON that stands there.
  String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /// Where a value has ended.
  int end(int value) {
    return switch (bytes[value]) {
      case '"' -> endOfString(value);
      case '{', '[' -> endOfNested(value);
      default -> endOfWord(value);
    };
  }

  private int endOfString(int quote) {
    int at = quote + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int endOfNested(int bracket) {
    int depth = 0;
    int at = bracket;
    do {
      byte next = bytes[at];
      if (next == '"') {
        at = endOfString(at);
      } else {
        at++;
        if (next == '{' || next == '[') {
          depth++;
        } else if (next == '}' || next == ']') {
          depth--;
        }
      }
    } while (depth > 0);
    return at;
  }

  private int endOfWord(int word) {
    int at = word;
    while (bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
      at++;
    }
    return at;
  }
}
