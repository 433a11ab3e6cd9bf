package dev.placemill.server.http;

/// Text that can be shown in a line and stored anywhere: no control characters, and no half of a
/// surrogate pair, which UTF-8 cannot hold.
public final class PlainText {
  private PlainText() {}

  public static boolean is(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
