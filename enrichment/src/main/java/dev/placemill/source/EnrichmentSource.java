package dev.placemill.source;

import dev.placemill.attribute.Attribute;
import java.util.Set;

/// One source of place knowledge. Safe for use by many threads at once.
public interface EnrichmentSource {
  /// The name shown in the evidence of every value; stable once released.
  String name();

  /// The attributes this source can speak about. It is never asked when none of them is wanted.
  Set<Attribute> attributes();

  /// Looks the place up and returns before the inquiry's deadline. Trouble it can expect is an
  /// answer, not an exception.
  SourceAnswer lookUp(Inquiry inquiry);
}
