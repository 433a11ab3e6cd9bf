package dev.placemill.server.job;

import dev.placemill.attribute.AttributeKeys;
import dev.placemill.server.batch.AttributeOutcomes;
import dev.placemill.server.batch.StoredJob;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What became of single attributes of a job, for those who ask for them across a whole batch.
public final class JobOutcomes implements AttributeOutcomes {
  private static final String NOT_ASKED_FOR = "NOT_RUN";

  @Override
  public Collection<String> words() {
    return List.of("RUN", "ERROR", NOT_ASKED_FOR, "RUN_CONDITION_FAILED");
  }

  @Override
  public Map<String, String> of(StoredJob job, Collection<String> names) {
    Map<String, String> statuses = JobResultJson.statuses(JobResult.of(job));
    Map<String, String> asked = new LinkedHashMap<>();
    for (String name : names) {
      String word = statuses.get(key(name));
      asked.put(name, Objects.requireNonNullElse(word, NOT_ASKED_FOR));
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
