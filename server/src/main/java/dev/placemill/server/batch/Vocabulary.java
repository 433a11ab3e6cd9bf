package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.util.Optional;

/// The two families of names in which clients speak of batches: the guide's and those of the newer
/// API of the hosted service. A batch remembers in which it was made.
public enum Vocabulary {
  /// The guide's: `places`, `batch_id`, counts, `results`.
  PLACES("places"),

  /// The newer ones: `jobs`, `id`, place ids by status.
  JOBS("jobs");

  /// The header by which a client chooses, whatever else it sends.
  public static final String HEADER = "Placemill-Vocabulary";

  private final String wireName;

  Vocabulary(String wireName) {
    this.wireName = wireName;
  }

  /// As it is written in the header, and stored.
  public String wireName() {
    return wireName;
  }

  /// What the header of a request chooses; empty without it.
  public static Optional<Vocabulary> find(Request request) {
    return request.findHeader(HEADER).map(Vocabulary::chosen);
  }

  private static Vocabulary chosen(String text) {
    for (Vocabulary vocabulary : values()) {
      if (vocabulary.wireName.equals(text.strip())) {
        return vocabulary;
      }
    }
    throw new ApiException(
        ErrorCode.INVALID_PARAMETER,
        "%s must be \"jobs\" or \"places\", was \"%s\".".formatted(HEADER, text));
  }

  static Vocabulary ofWireName(String stored) {
    return stored.equals(JOBS.wireName) ? JOBS : PLACES;
  }
}
