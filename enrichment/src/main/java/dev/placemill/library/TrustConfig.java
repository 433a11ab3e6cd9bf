package dev.placemill.library;

import dev.placemill.attribute.Attribute;
import dev.placemill.config.ConfigReader;
import dev.placemill.fusion.Ageing;
import dev.placemill.fusion.Trust;
import dev.placemill.fusion.TrustLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far sources are believed and how fast values grow old: the keys `trust.*`.
public final class TrustConfig {
  private static final String LEVEL =
      "probabilities below 1 like 0.95 phone=0.97, with names of attributes";

  private TrustConfig() {}

  public static Trust read(ConfigReader reader) {
    Trust trust = Trust.DEFAULTS;
    for (String source : Trust.DEFAULTS.sources()) {
      TrustLevel before = Trust.DEFAULTS.ofSource(source);
      trust =
          trust.with(
              source,
              reader.form(
                  "trust." + source,
                  before.text(),
                  "how far %s is believed, and for which attributes otherwise".formatted(source),
                  LEVEL,
                  text -> TrustLevel.find(text, before).orElse(null)));
    }
    Map<String, TrustLevel> datasets =
        reader.optionalForm(
            "trust.datasets",
            "the same for datasets by their names, e.g. `stores: 0.99 phone=0.9; scraped: 0.6`",
            "names of datasets with " + LEVEL + ", like stores: 0.99 phone=0.9; scraped: 0.6",
            TrustConfig::datasets);
    if (datasets != null) {
      for (Map.Entry<String, TrustLevel> dataset : datasets.entrySet()) {
        trust = trust.with(dataset.getKey(), dataset.getValue());
      }
    }
    Map<Attribute, Ageing> halfLives =
        reader.optionalForm(
            "trust.half-lives",
            "after how many years half of what can change of a value has changed, where it is not"
                + " as in `fusion.md`, e.g. `phone=2 opening_hours=1`",
            "attributes with years like phone=2 opening_hours=1",
            text -> Ageing.findAll(text, Trust.DEFAULTS.ageing()).orElse(null));
    return halfLives == null ? trust : trust.with(halfLives);
  }

  private static @Nullable Map<String, TrustLevel> datasets(String text) {
    Map<String, TrustLevel> levels = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      String[] sides = part.split(":", -1);
      TrustLevel level =
          sides.length != 2
              ? null
              : TrustLevel.find(sides[1], Trust.DEFAULTS.ofSource("dataset")).orElse(null);
      if (level == null || sides[0].isBlank()) {
        return null;
      }
      levels.put(sides[0].strip(), level);
    }
    return levels;
  }
}
