package dev.placemill.server.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a message can tell of. The name with a dot is its `type`, so it is never renamed.
enum EventType {
  /// Every place of a batch has its result.
  BATCH_COMPLETED,
  /// A batch has ended; some places have a result and some failed.
  BATCH_PARTIAL,
  /// A batch has ended; no place has a result.
  BATCH_FAILED,
  /// Somebody tries whether messages arrive; sent whatever a webhook asks for.
  WEBHOOK_TEST;

  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /// Those a webhook can ask for.
  static List<String> askedFor() {
    return Arrays.stream(values())
        .filter(type -> type != WEBHOOK_TEST)
        .map(EventType::wireName)
        .toList();
  }

  /// The end of a batch in the words of its status.
  static Optional<EventType> findEnd(String status) {
    return Arrays.stream(values())
        .filter(type -> type.wireName().equals("batch." + status))
        .findFirst();
  }
}
