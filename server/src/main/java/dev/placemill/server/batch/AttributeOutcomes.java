package dev.placemill.server.batch;

import java.util.Collection;
import java.util.Map;

/// Knows what became of single attributes of a place, in the words of the newer API.
public interface AttributeOutcomes {
  /// The words there are.
  Collection<String> words();

  /// What became of an attribute of a job.
  ///
  /// @param wasTried whether it was asked for, and the job has got so far
  /// @param hasValue whether anything is known now
  record Outcome(String word, boolean wasTried, boolean hasValue) {}

  /// @param names of attributes, as clients ask for them
  /// @return the outcome for each of the names
  Map<String, Outcome> of(StoredJob job, Collection<String> names);
}
