package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.State;
import java.util.Locale;

/// What has become of a place, by the words of `enrichment_status`.
public enum PlaceStatus {
  PENDING,
  COMPLETED,
  FAILED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  static PlaceStatus of(State state) {
    return switch (state) {
      case PENDING -> PENDING;
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
    };
  }

  public String wireName() {
    return wireName;
  }
}
