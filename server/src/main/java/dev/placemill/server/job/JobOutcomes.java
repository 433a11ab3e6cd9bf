package dev.placemill.server.job;

import dev.placemill.attribute.AttributeKeys;
import dev.placemill.server.batch.AttributeOutcomes;
import dev.placemill.server.batch.StoredJob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of single attributes of a job, for those who ask for them across a whole batch.
public final class JobOutcomes implements AttributeOutcomes {
  private static final String NOT_ASKED_FOR = "NOT_RUN";
  private static final Outcome NOT_TRIED = new Outcome(NOT_ASKED_FOR, false, false);

  @Override
  public Collection<String> words() {
    return List.of("RUN", "ERROR", NOT_ASKED_FOR, "RUN_CONDITION_FAILED");
  }

  @Override
  public Map<String, Outcome> of(StoredJob job, Collection<String> names) {
    Map<String, Outcome> outcomes = JobResultJson.outcomes(JobResult.of(job));
    Map<String, Outcome> asked = new LinkedHashMap<>();
    for (String name : names) {
      asked.put(name, outcomes.getOrDefault(key(name), NOT_TRIED));
    }
    return asked;
  }

  /// The key of the newer API that a name of an attribute comes under.
  private static String key(String name) {
    return AttributeKeys.find(name).orElseThrow().stream()
        .map(JobAttribute::key)
        .findFirst()
        .orElse(name);
  }
}
