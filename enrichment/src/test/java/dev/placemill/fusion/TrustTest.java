package dev.placemill.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How far sources are believed, and how that is set.
class TrustTest {
  private static final Evidence MONACO = new Evidence("monaco", "node/1", null, null, Scope.PLACE);

  @Test
  void aDatasetIsBelievedByItsNameElseByItsKindElseLikeAnyList() {
    Trust trust =
        Trust.DEFAULTS
            .with("overture", level("0.7"))
            .with("dataset", level("0.6"))
            .with("osm", level("0.8"));

    assertThat(trust.level(MONACO).usual()).isEqualTo(0.6);
    assertThat(trust.level(MONACO.ofKind("osm")).usual()).isEqualTo(0.8);
    assertThat(trust.with("monaco", level("0.9")).level(MONACO.ofKind("osm")).usual())
        .isEqualTo(0.9);
  }

  @Test
  void aSettingChangesWhatItNamesAndLeavesTheRest() {
    TrustLevel changed =
        TrustLevel.find("phone=0.5", level("0.9 phone=0.8 email=0.7")).orElseThrow();

    assertThat(changed.of(Attribute.PHONE)).isEqualTo(0.5);
    assertThat(changed.of(Attribute.EMAIL)).isEqualTo(0.7);
    assertThat(changed.of(Attribute.NAME)).isEqualTo(0.9);
    assertThat(TrustLevel.find("0.6", changed).orElseThrow().text()).isEqualTo("0.6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "high", "1", "-0.1", "fax=0.9", "phone", "phone=", "phone=0.9=1"})
  void whatIsNoLevelIsRefused(String text) {
    assertThat(TrustLevel.find(text, level("0.9"))).isEmpty();
  }

  @Test
  void everyLevelIsReadAsItIsWritten() {
    Trust.DEFAULTS
        .levels()
        .forEach((_, level) ->
            assertThat(TrustLevel.find(level.text(), TrustLevel.NONE)).contains(level));
  }

  @Test
  void halfLivesAreReadAndKeepTheShareThatNeverChanges() {
    Map<Attribute, Ageing> read =
        Ageing.findAll("phone=2, opening_hours=0.5", Trust.DEFAULTS.ageing()).orElseThrow();

    assertThat(read)
        .containsEntry(Attribute.PHONE, new Ageing(2, 0.5))
        .containsEntry(Attribute.OPENING_HOURS, new Ageing(0.5, 0.4));
    assertThat(Ageing.findAll("phone=0", Map.of())).isEmpty();
    assertThat(Ageing.findAll("fax=1", Map.of())).isEmpty();
  }

  @Test
  void thePageHasEveryLevelAndEveryHalfLife() throws Exception {
    String page = Files.readString(Path.of("../docs/reference/fusion.md"));

    List<String> levels =
        Trust.DEFAULTS.levels().entrySet().stream()
            .map(level -> "| `%s` | `%s` |".formatted(level.getKey(), level.getValue().text()))
            .toList();
    assertThat(page).contains(levels);
    assertThat(page).contains(ageingTable());
  }

  /// Attributes that grow old alike, in one row.
  private static String ageingTable() {
    return Trust.DEFAULTS.ageing().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                LinkedHashMap::new,
                Collectors.mapping(
                    entry -> "`" + entry.getKey().wireName() + "`", Collectors.joining(", "))))
        .entrySet()
        .stream()
        .sorted(Comparator.comparingDouble(row -> row.getKey().halfLifeYears()))
        .map(row ->
            "| %s | %s | %.0f %% |"
                .formatted(
                    row.getValue(), row.getKey().halfLifeYears(), 100 * row.getKey().floor()))
        .collect(Collectors.joining("\n"));
  }

  private static TrustLevel level(String text) {
    return TrustLevel.find(text, TrustLevel.NONE).orElseThrow();
  }
}
