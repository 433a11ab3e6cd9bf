package dev.placemill.enricher;

import java.util.Locale;

/// Why a place failed, beside what can be wrong with its own values, which is
/// [dev.placemill.place.InputFault]. The name in lower case is the item's `error_code`, so it is
/// never renamed; `docs/reference/errors.md` lists each with its meaning.
public enum FailureCode {
  SOURCE_UNAVAILABLE(
      "A source could not be asked, however often it was tried. What the other sources gave is in"
          + " the item."),
  INTERNAL_ERROR("Something went wrong on the server each time the place was tried."),
  CRASHED("Each time the place was tried the server stopped, so it is not tried again by itself."),
  TIMED_OUT("The batch reached its time limit before the place was done."),
  CANCELLED("The batch was cancelled before the place was done.");

  private final String meaning;

  FailureCode(String meaning) {
    this.meaning = meaning;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One or two sentences for the documentation.
  public String meaning() {
    return meaning;
  }
}
