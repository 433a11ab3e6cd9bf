package dev.placemill.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ResultColumnsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "common_names | [\"Opera\",\"Da Opa\"] | Opera; Da Opa",
        "multilingual_names | {\"de\":\"Oper\",\"en\":\"Opera\"} | de=Oper; en=Opera",
        "price_tier | 2 | 2",
        "has_wifi | true | true",
        "has_delivery | false | false",
        "located_within | {\"name\":\"Mall\",\"type\":\"shopping_center\",\"floor\":\"2\"} | Mall (shopping_center), floor 2",
        "located_within | {\"floor\":\"-1\"} | floor -1",
        "located_within | {\"name\":\"Mall\"} | Mall",
        "plus_code | \"8FVC9G8F+6X\" | 8FVC9G8F+6X",
      })
  void aValueOfEveryKindIsOneReadableCell(String attribute, String json, String cell) {
    var item =
        new JsonMapper().readTree("{\"enriched_data\":{\"" + attribute + "\":" + json + "}}");
    assertThat(ResultColumns.cell(ResultColumns.cells(item, List.of()), attribute)).isEqualTo(cell);
  }

  @Test
  void whyStandsBesideEveryValueAndEveryDoubt() {
    String found =
        """
        {"attribute_status": {"phone": "added", "email": "not_found", "website": "not_found"},
         "reasoning": {"phone": "Found by osm node/1: same name.",
                       "email": "No source that was asked knows it.",
                       "website": "No source confirms your value."},
         "evidence": {"phone": [{"source": "osm", "record_id": "node/1", "scope": "place"}]},
         "conflicts": {"website": [{"source": "osm", "value": "https://example.org"}]}}
        """;
    List<String> cells = ResultColumns.cells(new JsonMapper().readTree(found), List.of());
    assertThat(ResultColumns.cell(cells, "phone_reasoning"))
        .isEqualTo("Found by osm node/1: same name.");
    assertThat(ResultColumns.cell(cells, "phone_evidence")).isEqualTo("osm:node/1 [place]");
    assertThat(ResultColumns.cell(cells, "email_reasoning")).isEmpty();
    assertThat(ResultColumns.cell(cells, "website_reasoning"))
        .isEqualTo("No source confirms your value.");
  }

  @Test
  void whatWasNotFoundIsAnEmptyCell() {
    var item = new JsonMapper().readTree("{\"enriched_data\":{}}");
    List<String> cells = ResultColumns.cells(item, List.of());
    assertThat(cells).hasSameSizeAs(ResultColumns.names());
    assertThat(List.of("located_within", "multilingual_names", "has_wifi", "price_tier"))
        .allSatisfy(name -> assertThat(ResultColumns.cell(cells, name)).isEmpty());
  }
}
