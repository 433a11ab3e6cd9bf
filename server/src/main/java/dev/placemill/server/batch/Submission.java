package dev.placemill.server.batch;

import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch as a client asks for it; everything about it has been checked.
///
/// @param timeLimit shorter than the server's own limit, or null for that
record Submission(
    String name, List<SubmittedPlace> places, Priority priority, @Nullable Duration timeLimit) {
  Submission {
    places = List.copyOf(places);
  }
}
