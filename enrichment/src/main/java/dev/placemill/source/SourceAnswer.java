package dev.placemill.source;

import java.time.Duration;
import java.util.List;

/// What one source answered about one place.
public sealed interface SourceAnswer {
  /// The source knows something.
  ///
  /// @param matches the records it recognised the place as, the surest first; none when it derives
  ///   instead of recognising
  record Found(List<Observation> observations, List<RecordMatch> matches) implements SourceAnswer {
    public Found {
      observations = List.copyOf(observations);
      matches = List.copyOf(matches);
    }

    /// Of a source that recognises no record.
    public Found(List<Observation> observations) {
      this(observations, List.of());
    }
  }

  /// The source was asked and knows nothing about this place.
  ///
  /// @param reason one sentence for people, e.g. "no record within 2 km bears a similar name"
  record NothingKnown(String reason) implements SourceAnswer {}

  /// The source looked for the place among all that can be found in public, and nothing there names
  /// it. Unlike the silence of a dataset this says something about the place.
  ///
  /// @param reason one sentence for people, e.g. "a web search for “Café X Monaco” found nothing"
  record FoundNowhere(String reason) implements SourceAnswer {}

  /// The source could not be asked now; asking again after `retryAfter` may help.
  record Unavailable(String reason, Duration retryAfter) implements SourceAnswer {}

  /// The source will not answer however often it is asked, e.g. a website forbids robots.
  record Refused(String reason) implements SourceAnswer {}
}
