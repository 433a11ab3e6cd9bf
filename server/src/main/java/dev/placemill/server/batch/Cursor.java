package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.util.regex.Pattern;

/// Where the next page of a batch's results begins, as a text that clients hand back unread. Places
/// keep their positions for ever, so a cursor never goes stale.
public final class Cursor {
  private static final Pattern TEXT = Pattern.compile("at_([0-9]{1,5})");

  private Cursor() {}

  public static String of(int position) {
    return "at_" + position;
  }

  public static int position(String cursor) {
    var text = TEXT.matcher(cursor);
    if (!text.matches()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "after must be the next_cursor of an earlier answer, was \"%s\"".formatted(cursor));
    }
    return Integer.parseInt(text.group(1));
  }
}
