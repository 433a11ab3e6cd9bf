package dev.placemill.evaluation;

import dev.placemill.attribute.Attribute;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody who knows says of one place of a list.
///
/// @param records any of which the place may be recognised as, e.g. `node/123` or
///   `monaco:node/123`; empty when none is it, null when nothing is said
/// @param values by attribute, as a person or `placemill enrich` writes them; what is not here is
///   not judged
public record ExpectedPlace(@Nullable List<String> records, Map<Attribute, String> values) {
  public ExpectedPlace {
    records = records == null ? null : List.copyOf(records);
    values = Map.copyOf(values);
  }

  /// Whether a text can be what is expected of an attribute: a phone number has digits, opening
  /// hours parse, and so on.
  public static boolean isReadable(Attribute attribute, String text) {
    return ExpectedValue.isReadable(attribute, text);
  }
}
