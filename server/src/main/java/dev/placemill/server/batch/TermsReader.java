package dev.placemill.server.batch;

import dev.placemill.server.http.Faults;
import dev.placemill.server.http.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what a client of the newer API says of a batch beside its jobs. In a request in the
/// guide's words these fields mean nothing, so nothing is wrong with them there.
final class TermsReader {
  static final String BATCH_ID = "batch_id";
  static final String KICK_OFF = "kick_off_jobs_now";
  static final String REFRESH = "refresh";

  private static final int MAX_ID = 256;

  private final Faults faults = new Faults();
  private @Nullable String batch;
  private boolean kickOff = true;
  private boolean refresh;

  void readBatchId(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    String text = value == JsonToken.VALUE_STRING ? json.getString() : "";
    json.skipChildren();
    if (text.isBlank() || text.length() > MAX_ID || !PlainText.is(text)) {
      faults.add(
          "#/" + BATCH_ID,
          "must be text of 1 to %d characters without control characters".formatted(MAX_ID));
    } else {
      batch = text;
    }
  }

  void readKickOff(JsonParser json, JsonToken value) {
    kickOff = flag(json, value, KICK_OFF, true);
  }

  void readRefresh(JsonParser json, JsonToken value) {
    refresh = flag(json, value, REFRESH, false);
  }

  private boolean flag(JsonParser json, JsonToken value, String field, boolean otherwise) {
    json.skipChildren();
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> otherwise;
      default -> {
        faults.add("#/" + field, "must be true or false");
        yield otherwise;
      }
    };
  }

  /// @param form of the request
  /// @param words in which it is answered
  /// @param all gets what is wrong with the fields
  Submission.Terms terms(Vocabulary form, Vocabulary words, Faults all) {
    if (form == Vocabulary.PLACES) {
      return new Submission.Terms(words, false, null, true, false);
    }
    all.addAll(faults);
    return new Submission.Terms(words, false, batch, kickOff, refresh);
  }
}
