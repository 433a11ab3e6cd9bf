package dev.placemill.source;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Where a value comes from, so that a person can check it.
///
/// @param source the name of the source, or of the dataset it read the record from
/// @param recordId the record in that source, e.g. `node/123` or `Q38076`
/// @param url a page that shows the record, or null
/// @param observedOn the day the source last saw or edited the record, or null when unknown
/// @param kind what kind of source it is, where its name is one that the operator chose: `osm` of a
///   dataset called `monaco`; or null
/// @param quote what the page at the address says in so many words, or null where nothing is told
///   from a text
public record Evidence(
    String source,
    @Nullable String recordId,
    @Nullable String url,
    @Nullable LocalDate observedOn,
    Scope scope,
    @Nullable String kind,
    @Nullable String quote) {
  /// From a source whose name says what it is.
  public Evidence(
      String source,
      @Nullable String recordId,
      @Nullable String url,
      @Nullable LocalDate observedOn,
      Scope scope) {
    this(source, recordId, url, observedOn, scope, null, null);
  }

  /// The same, from a source of a kind.
  public Evidence ofKind(@Nullable String known) {
    return new Evidence(source, recordId, url, observedOn, scope, known, quote);
  }

  /// The same, with what the page says.
  public Evidence quoting(@Nullable String text) {
    return new Evidence(source, recordId, url, observedOn, scope, kind, text);
  }

  /// Whose value it is: the place's own, or its brand's, which every branch shares.
  public enum Scope {
    PLACE,
    BRAND
  }
}
