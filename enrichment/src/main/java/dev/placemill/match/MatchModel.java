package dev.placemill.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The weights of the match score. They come from `match-model.json`, which also says how they were
/// fitted and measured.
///
/// @param version raised with every change of a weight
/// @param located weights where both sides have coordinates
/// @param unlocated weights where one has none
public record MatchModel(int version, Weights located, Weights unlocated) {
  private static final String RESOURCE = "match-model.json";

  /// The score is `bias` plus each weight times its feature, in log-odds.
  public record Weights(double bias, Map<MatchFeature, Double> byFeature) {
    public Weights {
      byFeature = Collections.unmodifiableMap(new EnumMap<>(byFeature));
    }

    double score(MatchFeatures features) {
      double score = bias;
      for (Map.Entry<MatchFeature, Double> weight : byFeature.entrySet()) {
        score += weight.getValue() * features.of(weight.getKey());
      }
      return score;
    }
  }

  /// The model that ships with the library.
  public static MatchModel load() {
    try (InputStream json =
        Objects.requireNonNull(MatchModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      JsonNode model = new JsonMapper().readTree(json);
      return new MatchModel(
          model.required("version").asInt(),
          weights(model.required("located")),
          weights(model.required("unlocated")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Weights weightsFor(MatchFeatures features) {
    return features.metres != null ? located : unlocated;
  }

  private static Weights weights(JsonNode node) {
    Map<String, MatchFeature> byName = new HashMap<>();
    for (MatchFeature feature : MatchFeature.values()) {
      byName.put(feature.wireName(), feature);
    }
    Map<MatchFeature, Double> weights = new EnumMap<>(MatchFeature.class);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      MatchFeature feature = byName.get(entry.getKey());
      if (feature != null) {
        weights.put(feature, entry.getValue().asDouble());
      } else if (!entry.getKey().equals("bias")) {
        throw new IllegalStateException(RESOURCE + " weighs an unknown feature: " + entry.getKey());
      }
    }
    return new Weights(node.required("bias").asDouble(), weights);
  }
}
