package dev.placemill.server.review;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.util.regex.Pattern;

/// The decision after which the next page begins, as a text that clients hand back unread.
///
/// @param attribute by its wire name
record DecisionCursor(int position, String attribute) {
  /// Before all.
  static final DecisionCursor START = new DecisionCursor(-1, "");

  private static final Pattern TEXT = Pattern.compile("at_([0-9]{1,5})_([a-z0-9_]{1,40})");

  static DecisionCursor of(String cursor) {
    var text = TEXT.matcher(cursor);
    if (!text.matches()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "after must be the next_cursor of an earlier answer, was \"%s\"".formatted(cursor));
    }
    return new DecisionCursor(Integer.parseInt(text.group(1)), text.group(2));
  }

  static String after(Decision decision) {
    return "at_%d_%s".formatted(decision.position(), decision.attribute().wireName());
  }
}
