package dev.placemill.source;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Where a value comes from, so that a person can check it.
///
/// @param source the name of the source
/// @param recordId the record in that source, e.g. `node/123` or `Q38076`
/// @param url a page that shows the record, or null
/// @param observedOn the day the source last saw or edited the record, or null when unknown
public record Evidence(
    String source,
    @Nullable String recordId,
    @Nullable String url,
    @Nullable LocalDate observedOn,
    Scope scope) {
  /// Whose value it is: the place's own, or its brand's, which every branch shares.
  public enum Scope {
    PLACE,
    BRAND
  }
}
