package dev.placemill.server.batch;

import java.util.Collection;
import java.util.Map;

/// Knows what became of single attributes of a place, in the words of the newer API.
public interface AttributeOutcomes {
  /// The words there are.
  Collection<String> words();

  /// @param names of attributes, as clients ask for them
  /// @return the word for each of the names
  Map<String, String> of(StoredJob job, Collection<String> names);
}
