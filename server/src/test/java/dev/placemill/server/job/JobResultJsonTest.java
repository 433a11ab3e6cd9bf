package dev.placemill.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.FailureCode;
import dev.placemill.enricher.ItemJson;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.Coordinates;
import dev.placemill.place.InputFault;
import dev.placemill.server.batch.JobStatus;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobResultJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final String PLACE =
      """
      {"inputs": {"name": "Café de Paris", "latitude": 43.7396, "longitude": 7.4270,
        "country_code": "MC", "note": [1, {"x": null}]}, "place_id": "p-1"}
      """;

  private static FusedAttribute found(Attribute attribute, AttributeValue value) {
    return new FusedAttribute(
        attribute,
        value,
        AttributeStatus.ADDED,
        0.97,
        "About " + attribute.wireName() + ".",
        List.of(),
        List.of());
  }

  private static FusedAttribute nothing(Attribute attribute, AttributeStatus status) {
    return new FusedAttribute(attribute, null, status, 0, "Nobody knows.", List.of(), List.of());
  }

  private static EnrichedPlace enriched(FusedAttribute... attributes) {
    Map<Attribute, FusedAttribute> all = new LinkedHashMap<>();
    for (FusedAttribute one : attributes) {
      all.put(one.attribute(), one);
    }
    return new EnrichedPlace(all, List.of(), "nothing", null, new Coordinates(43.7396, 7.427));
  }

  private static JsonNode written(
      byte @Nullable [] item, JobStatus status, @Nullable Set<Attribute> wanted) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      JobResultJson.write(json, new JobResult(PLACE.getBytes(UTF_8), item, status, wanted));
    }
    return JsonMapper.shared().readTree(bytes.toByteArray());
  }

  private static JsonNode completed(FusedAttribute... attributes) {
    return written(
        ItemJson.completed("p-1", enriched(attributes), 1, NOW), JobStatus.COMPLETED, null);
  }

  @Test
  void thePlaceIsGivenBackAsItWasSent() {
    JsonNode result = completed();

    assertThat(result.path("place_id").asString()).isEqualTo("p-1");
    assertThat(result.path("status").asString()).isEqualTo("completed");
    assertThat(result.path("inputs")).isEqualTo(JsonMapper.shared().readTree(PLACE).path("inputs"));
  }

  @Test
  void valuesStandUnderTheNamesOfTheNewerApi() {
    JsonNode result =
        completed(
            found(Attribute.WEBSITE, new AttributeValue.Text("https://a.example/")),
            found(Attribute.MENU_URL, new AttributeValue.Text("https://a.example/menu")),
            found(Attribute.PHONE, new AttributeValue.Phone("+37798063636", "98 06 36 36")),
            found(Attribute.COORDINATES, new AttributeValue.Point(new Coordinates(43.74, 7.43))),
            found(Attribute.PRICE_TIER, new AttributeValue.WholeNumber(3)));

    assertThat(result.path("outputs"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"website": "https://a.example/",
                     "menu_url_official": "https://a.example/menu",
                     "menu_urls": ["https://a.example/menu"],
                     "phone": "+37798063636",
                     "coordinates": [43.74, 7.43],
                     "price_tier": 3,
                     "coordinates_distance": 245}
                    """));
  }

  @Test
  void whatTheNewerApiHasNoFieldForIsInTheMetadata() {
    JsonNode result =
        completed(found(Attribute.TIME_ZONE, new AttributeValue.Text("Europe/Monaco \"x\"")));

    assertThat(result.path("outputs").size()).isZero();
    assertThat(result.path("job_metadata").path("enrichment_metadata").path("time_zone"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"status": "ADDED", "value": "Europe/Monaco \\"x\\"",
                     "confidence": "VERY_HIGH", "reasoning": "About time_zone."}
                    """));
  }

  @Test
  void attributesThatBelongTogetherShareOneSentenceAndOneWord() {
    JsonNode result =
        completed(
            found(Attribute.NAME, new AttributeValue.Text("A")),
            found(Attribute.ALT_NAME, new AttributeValue.Text("B")),
            nothing(Attribute.BRAND_NAME, AttributeStatus.NOT_FOUND));

    assertThat(result.path("reasoning").path("name").asString())
        .isEqualTo("About name. alt_name: About alt_name.");
    assertThat(result.path("confidence_scores"))
        .isEqualTo(JsonMapper.shared().readTree("{\"name\": \"VERY_HIGH\"}"));
  }

  @Test
  void anAttributeHasRunWhetherOrNotItHasAValueAndNotWhenNobodyCouldBeAsked() {
    JsonNode metadata =
        completed(
                nothing(Attribute.WEBSITE, AttributeStatus.NOT_FOUND),
                nothing(Attribute.OPENING_HOURS, AttributeStatus.ERROR),
                found(Attribute.PHONE, new AttributeValue.Phone("+37798063636", "98 06 36 36")),
                nothing(Attribute.PHONE_ADDITIONAL, AttributeStatus.ERROR),
                found(Attribute.COUNTRY_CODE, new AttributeValue.Text("FR")))
            .path("job_metadata");

    assertThat(metadata.path("attribute_status"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"websites": "RUN", "openingHours": "ERROR", "phoneNumbers": "RUN",
                     "country_code": "RUN"}
                    """));
    assertThat(metadata.path("enrichment_metadata").path("website").path("status").asString())
        .isEqualTo("NOT FOUND");
    assertThat(metadata.path("country_code").asString()).isEqualTo("FR");
    assertThat(metadata.path("last_enriched").asString()).isEqualTo(NOW.toString());
  }

  @Test
  void aJobThatHasNotEndedHasRunNothing() {
    JsonNode result = written(null, JobStatus.IN_PROGRESS, Set.of(Attribute.PHONE));

    assertThat(result.path("status").asString()).isEqualTo("in_progress");
    assertThat(result.path("outputs").size()).isZero();
    assertThat(result.path("reasoning").isObject()).isTrue();
    assertThat(result.path("job_metadata"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"attribute_status": {"phoneNumbers": "NOT_RUN"}, "last_enriched": null,
                     "country_code": "MC", "enrichment_metadata": null}
                    """));
  }

  @Test
  void aFailedJobSaysWhyAndWhatThatMeansForItsAttributes() {
    assertThat(failed(InputFault.MISSING_NAME.code())).isEqualTo("RUN_CONDITION_FAILED");
    assertThat(failed(FailureCode.CANCELLED.wireName())).isEqualTo("NOT_RUN");
    assertThat(failed(FailureCode.CRASHED.wireName())).isEqualTo("ERROR");
  }

  private static String failed(String code) {
    byte[] item = ItemJson.failed("p-1", new ItemJson.Failure(code, "This is why."), null, 1, NOW);
    JsonNode metadata =
        written(item, JobStatus.FAILED, Set.of(Attribute.WEBSITE)).path("job_metadata");
    assertThat(metadata.path("enrichment_metadata").path("failure"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree("{\"code\": \"%s\", \"message\": \"This is why.\"}".formatted(code)));
    return metadata.path("attribute_status").path("websites").asString();
  }
}
