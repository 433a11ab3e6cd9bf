package dev.placemill.server.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.source.SourceAnswer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What Prometheus reads, of a server that has worked a batch.
class MetricsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Pattern SERIES =
      Pattern.compile(
          "([a-z_]+)(\\{(?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\.)*\",?)+})? (-?[0-9.]+(?:E-?[0-9]+)?)");

  private static TestServer server;
  private static String text;

  @BeforeAll
  static void start() {
    DATABASE.empty();
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
    server.awaitEnd(server.submit("one", "two", "three"));
    server.send(server.request("/no/such/path?with=a&query").GET());
    text = server.send(server.request("/metrics").GET()).text();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> lines() {
    return text.lines().toList();
  }

  @Test
  void peopleSeeTheSameInTheConsole() {
    JsonNode report = server.send(server.request("/acme/place_enrichment/health").GET()).json();
    assertThat(report.path("ready").asBoolean()).isTrue();
    assertThat(report.path("checks").valueStream().map(check -> check.path("name").asString()))
        .containsExactly("running", "database", "tables");
    assertThat(report.at("/nodes/0/node_id").asString())
        .isEqualTo(report.path("node_id").asString());
    JsonNode source = report.at("/sources/0");
    assertThat(source.path("asked").asInt()).isEqualTo(3);
    assertThat(source.path("found").asInt()).isEqualTo(3);
    assertThat(source.path("mean_ms").asDouble()).isGreaterThanOrEqualTo(0);
    assertThat(report.at("/pace/places_per_second").asDouble()).isPositive();
    assertThat(report.at("/queue/slices_ready").asInt()).isZero();
    assertThat(report.at("/memory/used_bytes").asLong()).isPositive();
    assertThat(report.path("paused").asBoolean(true)).isFalse();
    server.send(server.request("/acme/place_enrichment/pause").POST(BodyPublishers.noBody()));
    assertThat(
            server
                .send(server.request("/acme/place_enrichment/health").GET())
                .json()
                .path("paused")
                .asBoolean())
        .isTrue();
    server.send(server.request("/acme/place_enrichment/resume").POST(BodyPublishers.noBody()));
  }

  @Test
  void everyFamilyIsSaidOnceWithWhatItIsBeforeItsSeries() {
    Set<String> families = new HashSet<>();
    List<String> series = new ArrayList<>();
    String family = "";
    for (String line : lines()) {
      if (line.startsWith("# HELP ")) {
        family = line.split(" ", 4)[2];
        assertThat(families.add(family)).as(line).isTrue();
        assertThat(line).endsWith(".");
      } else if (line.startsWith("# TYPE ")) {
        assertThat(line)
            .matches("# TYPE " + family + " (counter|gauge|histogram|summary)")
            .matches(type -> family(type).endsWith("_total") == type.endsWith(" counter"));
      } else {
        Matcher parts = SERIES.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        assertThat(parts.group(1).replaceFirst("_(bucket|sum|count)$", "")).isEqualTo(family);
        series.add(line.substring(0, line.lastIndexOf(' ')));
      }
    }
    assertThat(series).doesNotHaveDuplicates();
  }

  private static String family(String type) {
    return type.split(" ", 4)[2];
  }

  @Test
  void requestsAreCountedByRouteAndNeverByPath() {
    assertThat(text)
        .contains(
            "http_server_request_duration_seconds_count{http_request_method=\"POST\","
                + "http_response_status_code=\"202\","
                + "http_route=\"/{org}/place_enrichment/batches\"} 1\n",
            "http_server_request_duration_seconds_count{http_request_method=\"GET\","
                + "http_response_status_code=\"404\",http_route=\"\"} 1\n")
        .doesNotContain("acme", "/no/such/path");
  }

  @Test
  void placesAndQuestionsAreCountedByWhatCameOfThem() {
    assertThat(text)
        .contains(
            "placemill_items_total{outcome=\"completed\"} 3\n",
            "placemill_items_total{outcome=\"failed\"} 0\n",
            "placemill_webhook_deliveries_total{outcome=\"delivered\"} 0\n",
            "placemill_build_info{",
            "jvm_memory_used_bytes{area=\"heap\"} ");
  }

  @Test
  void aHistogramCountsUpToItsEnd() {
    var metrics = new SourceMetrics();
    metrics.answered("web", new SourceAnswer.Refused("no"), Duration.ofMillis(7));
    metrics.answered("web", new SourceAnswer.Found(List.of()), Duration.ofSeconds(3));
    metrics.answered("web", new SourceAnswer.NothingKnown("-"), Duration.ofSeconds(60));
    var written = new MetricText();
    metrics.write(written);
    assertThat(written.toString().lines())
        .contains(
            "placemill_source_attempts_total{outcome=\"found\",source=\"web\"} 1",
            "placemill_source_attempts_total{outcome=\"refused\",source=\"web\"} 1",
            "placemill_source_attempts_total{outcome=\"nothing_known\",source=\"web\"} 1",
            "placemill_source_attempts_total{outcome=\"unavailable\",source=\"web\"} 0",
            "placemill_source_duration_seconds_bucket{le=\"0.005\",source=\"web\"} 0",
            "placemill_source_duration_seconds_bucket{le=\"0.01\",source=\"web\"} 1",
            "placemill_source_duration_seconds_bucket{le=\"5.0\",source=\"web\"} 2",
            "placemill_source_duration_seconds_bucket{le=\"10.0\",source=\"web\"} 2",
            "placemill_source_duration_seconds_bucket{le=\"+Inf\",source=\"web\"} 3",
            "placemill_source_duration_seconds_count{source=\"web\"} 3");
  }

  @Test
  void theToolOfPrometheusHasNothingToSay() throws IOException, InterruptedException {
    Path tool = Path.of("/usr/bin/promtool");
    Assumptions.assumeTrue(Files.isExecutable(tool), "promtool is not installed");
    Process check =
        new ProcessBuilder(tool.toString(), "check", "metrics").redirectErrorStream(true).start();
    try (var in = check.getOutputStream()) {
      in.write(text.getBytes(UTF_8));
    }
    assertThat(new String(check.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }
}
