package dev.placemill.source.llm;

import dev.placemill.page.ReadablePage;
import java.time.Duration;
import java.util.List;

/// What came of reading a place's site.
sealed interface SiteReading {
  /// @param pages that show the place, the most telling first; at least one
  record Read(List<ReadablePage> pages) implements SiteReading {}

  record Nothing(String reason) implements SiteReading {}

  record Refused(String reason) implements SiteReading {}

  record Unavailable(String reason, Duration retryAfter) implements SiteReading {}
}
