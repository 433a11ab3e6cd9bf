package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.webhook.Callback;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A batch as a client asks for it; everything about it has been checked.
///
/// @param places each the client's own JSON, as [SubmittedPlace] reads it
/// @param timeLimit shorter than the server's own limit, or null for that
/// @param wanted the attributes to fill where a place does not say itself, or null for all
/// @param callback where to tell of its end, or null
record Submission(
    String name,
    List<byte[]> places,
    Priority priority,
    @Nullable Duration timeLimit,
    @Nullable Set<Attribute> wanted,
    @Nullable Callback callback) {
  Submission {
    places = List.copyOf(places);
  }

  /// The same of other places.
  Submission with(String newName, List<byte[]> newPlaces) {
    return new Submission(newName, newPlaces, priority, timeLimit, wanted, callback);
  }
}
