package dev.placemill.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which places pass which filters, and that pages of them lose and repeat none.
class ResultFiltersTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final CountDownLatch GATE = new CountDownLatch(1);
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private static TestServer server;
  private static String ended;

  /// Sure of one site, less sure of another, and knows none of the rest.
  private static SourceAnswer answer(String name) {
    if (name.startsWith("slow")) {
      awaitGate();
    }
    return switch (name) {
      case "sure" -> site(0.99);
      case "unsure" -> site(0.6);
      default -> new SourceAnswer.NothingKnown("The fake source knows none.");
    };
  }

  private static void awaitGate() {
    try {
      GATE.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static SourceAnswer site(double confidence) {
    return new SourceAnswer.Found(
        List.of(
            new Observation(
                Attribute.WEBSITE,
                new AttributeValue.Text("https://example.org"),
                confidence,
                new Evidence("fake", "1", "https://example.org", null, Evidence.Scope.PLACE),
                "The fake source says so.")));
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "3", "worker.store-every", "20ms"),
            new FakeSource(inquiry -> answer(inquiry.place().name())));
    // Every third place is sure, unsure and unknown; every fifth cannot be located.
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = List.of("sure", "unsure", "unknown").get(i % 3);
      places.add(
          """
          {"place_id": "p%d", "inputs": {"name": "%s"%s}}\
          """
              .formatted(
                  i,
                  name,
                  i % 5 == 4 ? "" : ", \"latitude\": %d, \"longitude\": 5".formatted(i + 1)));
    }
    ended =
        server
            .post(
                "",
                "{\"attributes\": [\"website\", \"phone\"], \"places\": [%s]}"
                    .formatted(String.join(",", places)))
            .json()
            .path("batch_id")
            .asString();
    server.awaitEnd(ended);
  }

  @AfterAll
  static void stop() {
    GATE.countDown();
    server.close();
  }

  private static List<String> ids(Answer ndjson) {
    assertThat(ndjson.status()).as(ndjson.text()).isEqualTo(200);
    return ndjson
        .text()
        .lines()
        .map(line -> JsonMapper.shared().readTree(line).path("place_id").asString())
        .toList();
  }

  private static List<String> ids(String query) {
    return ids(server.get("/" + ended + "/results?format=ndjson&" + query));
  }

  @Test
  void placesPassByStatus() {
    assertThat(ids("status=failed")).containsExactly("p4", "p9", "p14", "p19");
    assertThat(ids("status=completed")).hasSize(16);
    assertThat(ids("status=pending")).isEmpty();
    assertThat(ids("status=completed,failed")).hasSize(20);
    assertThat(ids("status=completed&status=failed")).hasSize(20);
  }

  @Test
  void placesPassByTheirNameOrId() {
    assertThat(ids("search=UNSURE&status=completed"))
        .containsExactly("p1", "p7", "p10", "p13", "p16");
    assertThat(ids("search=P19")).containsExactly("p19");
    assertThat(ids("search=nobody")).isEmpty();
    assertThat(ids("search=")).hasSize(20);
  }

  @Test
  void placesPassByWhetherSomebodyDecidedAboutThem() {
    String decisions =
        """
        {"decisions": [
          {"place_id": "p1", "attribute": "website", "verdict": "accept"},
          {"place_id": "p3", "attribute": "website", "verdict": "reject"}
        ]}
        """;
    String path = "/acme/place_enrichment/batches/%s/decisions".formatted(ended);
    assertThat(server.send(server.request(path).PUT(BodyPublishers.ofString(decisions))).status())
        .isEqualTo(200);
    assertThat(ids("decided=true")).containsExactly("p1", "p3");
    assertThat(ids("decided=true&attribute=phone")).isEmpty();
    assertThat(ids("decided=false&attribute=website&confidence=LOW"))
        .containsExactly("p7", "p10", "p13", "p16");
    assertThat(refusal("decided=yes")).contains("decided");
  }

  @Test
  void placesPassByWhatIsKnownOfTheirAttributes() {
    assertThat(ids("attribute=website"))
        .containsExactly("p0", "p1", "p3", "p6", "p7", "p10", "p12", "p13", "p15", "p16", "p18");
    assertThat(ids("attribute=website&min_confidence=MEDIUM"))
        .containsExactly("p0", "p3", "p6", "p12", "p15", "p18");
    assertThat(ids("min_confidence=MEDIUM"))
        .isEqualTo(ids("attribute=website&min_confidence=MEDIUM"));
    assertThat(ids("attribute=website&min_confidence=NONE")).isEqualTo(ids("attribute=website"));
    assertThat(ids("attribute=website&confidence=LOW"))
        .containsExactly("p1", "p7", "p10", "p13", "p16");
    assertThat(ids("attribute=website&confidence=NONE"))
        .as("it need not have a value")
        .containsExactly("p2", "p5", "p8", "p11", "p17");
    assertThat(ids("attribute=website&attribute_status=not_found"))
        .containsExactly("p2", "p5", "p8", "p11", "p17");
    assertThat(ids("attribute=website,phone&attribute_status=not_found"))
        .as("both are unknown")
        .containsExactly("p2", "p5", "p8", "p11", "p17");
    assertThat(ids("attribute=website&attribute=phone")).as("both are there").isEmpty();
    assertThat(ids("attribute_status=added,verified")).isEqualTo(ids("attribute=website"));
  }

  @Test
  void placesPassByTheirValuesErrorsDuplicatesAndDistances() {
    assertThat(ids("attribute=website&value=EXAMPLE.org")).isEqualTo(ids("attribute=website"));
    assertThat(ids("value=example.org")).isEqualTo(ids("attribute=website"));
    assertThat(ids("attribute=phone&value=example.org")).isEmpty();
    assertThat(ids("value=example.com")).isEmpty();
    assertThat(ids("error_code=not_locatable")).containsExactly("p4", "p9", "p14", "p19");
    assertThat(ids("error_code=missing_name,not_locatable&search=p1"))
        .containsExactly("p14", "p19");
    assertThat(ids("error_code=missing_name")).isEmpty();
    assertThat(ids("duplicate=true")).isEmpty();
    assertThat(ids("duplicate=false")).hasSize(20);
    assertThat(ids("min_distance=0")).as("nobody knows where they are").isEmpty();
  }

  @Test
  void placesPassByWhenTheyEnded() {
    JsonNode items = server.get("/" + ended).json().path("results");
    String last =
        items
            .valueStream()
            .map(item -> item.path("updated_at").asString())
            .max(String::compareTo)
            .orElseThrow();
    assertThat(ids("updated_since=2020-01-01T00:00:00Z")).hasSize(20);
    assertThat(ids("updated_since=2020-01-01T00:00:00%2B01:00")).hasSize(20);
    assertThat(ids("updated_since=" + last)).isNotEmpty().hasSizeLessThanOrEqualTo(20);
    assertThat(ids("updated_since=2999-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void theFiltersHoldForEveryForm() {
    String csv = server.get("/" + ended + "/results?format=csv&status=failed").text();
    assertThat(csv.lines().skip(1).map(line -> line.split(",", 2)[0]))
        .containsExactly("p4", "p9", "p14", "p19");
    JsonNode json = server.get("/" + ended + "/results?status=failed").json();
    assertThat(json.path("results").size()).isEqualTo(4);
    JsonNode geo = server.get("/" + ended + "?format=geojson&status=failed").json();
    assertThat(geo.path("features").size()).isEqualTo(4);
  }

  @Test
  void pagesOfWhatPassesLoseAndRepeatNone() {
    for (String filter :
        List.of("", "&status=completed", "&attribute=website", "&status=pending")) {
      for (int limit = 1; limit <= 21; limit += 4) {
        List<String> paged = new ArrayList<>();
        String next =
            "/acme/place_enrichment/batches/%s/results?format=ndjson&limit=%d%s"
                .formatted(ended, limit, filter);
        while (next != null) {
          Answer page = server.send(server.request(next).GET());
          List<String> ids = ids(page);
          assertThat(ids.size()).isLessThanOrEqualTo(limit);
          paged.addAll(ids);
          next = next(page);
          assertThat(next == null || ids.size() == limit).isTrue();
        }
        assertThat(paged).isEqualTo(ids(filter.isEmpty() ? "" : filter.substring(1)));
      }
    }
  }

  private static @Nullable String next(Answer page) {
    var link = NEXT.matcher(page.headers().getOrDefault("link", List.of("")).getFirst());
    return link.matches() ? link.group(1) : null;
  }

  @Test
  void jsonSaysTheCursorToo() {
    Answer page = server.get("/" + ended + "/results?limit=3&status=failed");
    String cursor = page.json().path("next_cursor").asString();
    assertThat(URI.create(String.valueOf(next(page))).getQuery()).contains("after=" + cursor);
    JsonNode rest =
        server.get("/%s/results?status=failed&after=%s".formatted(ended, cursor)).json();
    assertThat(rest.path("results").size()).isEqualTo(1);
    assertThat(rest.has("next_cursor")).isFalse();
  }

  @Test
  void placesInWorkArePendingUntilTheyEnd() {
    String id = server.submit("sure", "slow", "slower");
    Answer pending = server.get("/" + id + "/results?format=csv&status=pending");
    assertThat(pending.text().lines().filter(line -> line.contains(",slow"))).hasSize(2);
    assertThat(
            server
                .get("/" + id + "/results?format=geojson")
                .json()
                .at("/features/1/geometry/type")
                .asString())
        .isEqualTo("Point");
  }

  @Test
  void everyUnknownValueIsRefusedWithThePossibleOnes() {
    assertThat(refusal("status=done")).contains("pending, completed, failed").contains("\"done\"");
    assertThat(refusal("attribute=web")).contains("website");
    assertThat(refusal("attribute_status=missing")).contains("not_found");
    assertThat(refusal("min_confidence=high")).contains("VERY_HIGH, HIGH");
    assertThat(refusal("min_confidence=HIGH,LOW")).contains("one word");
    assertThat(refusal("min_distance=far")).contains("number of metres");
    assertThat(refusal("min_distance=-1")).contains("number of metres");
    assertThat(refusal("duplicate=maybe")).contains("duplicate");
    assertThat(refusal("updated_since=yesterday")).contains("2026-11-26T10:00:00Z");
    assertThat(refusal("limit=0")).contains("1 to 1,000");
    assertThat(refusal("limit=1001")).contains("1 to 1,000");
    assertThat(refusal("after=5")).contains("next_cursor");
    assertThat(refusal("offset=5")).contains("after");
    assertThat(refusal("status=")).contains("pending");
  }

  private static String refusal(String query) {
    Answer answer = server.get("/" + ended + "/results?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("invalid_parameter");
    return answer.json().path("detail").asString();
  }
}
