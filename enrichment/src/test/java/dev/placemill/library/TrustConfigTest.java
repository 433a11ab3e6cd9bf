package dev.placemill.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.attribute.Attribute;
import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.fusion.Ageing;
import dev.placemill.fusion.Trust;
import dev.placemill.source.Evidence;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustConfigTest {
  @Test
  void withoutSettingsItIsTheTableOfThePage() {
    assertThat(TrustConfig.read(ConfigReader.ofDefaults())).isEqualTo(Trust.DEFAULTS);
  }

  @Test
  void aSourceADatasetAndAHalfLifeCanBeSet() {
    Trust trust =
        TrustConfig.read(
            reader(
                Map.of(
                    "PLACEMILL_TRUST_WEBSITE", "phone=0.5",
                    "PLACEMILL_TRUST_NAME_SUGGESTION_INDEX", "0.6",
                    "PLACEMILL_TRUST_DATASETS", "stores: 0.99 phone=0.9; scraped: 0.6",
                    "PLACEMILL_TRUST_HALF_LIVES", "phone=2")));

    assertThat(trust.ofSource("website").exceptions()).containsEntry(Attribute.PHONE, 0.5);
    assertThat(trust.ofSource("website").usual()).isEqualTo(0.97);
    assertThat(trust.ofSource("name-suggestion-index").text()).isEqualTo("0.6");
    assertThat(trust.level(of("stores")).text()).isEqualTo("0.99 phone=0.9");
    assertThat(trust.level(of("scraped")).usual()).isEqualTo(0.6);
    assertThat(trust.level(of("another"))).isEqualTo(Trust.DEFAULTS.ofSource("dataset"));
    assertThat(trust.ageing()).containsEntry(Attribute.PHONE, new Ageing(2, 0.5));
  }

  @Test
  void whatIsNoProbabilityIsRefusedWithAnExample() {
    ConfigReader reader =
        reader(Map.of("PLACEMILL_TRUST_OSM", "1.5", "PLACEMILL_TRUST_DATASETS", "stores 0.99"));
    TrustConfig.read(reader);

    assertThatThrownBy(reader::finish)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("trust.osm must be probabilities below 1 like 0.95 phone=0.97")
        .hasMessageContaining("trust.datasets must be names of datasets");
  }

  private static ConfigReader reader(Map<String, String> environment) {
    return ConfigReader.of(Path.of("."), null, environment, Map.of());
  }

  private static Evidence of(String dataset) {
    return new Evidence(dataset, "1", null, null, Evidence.Scope.PLACE);
  }
}
