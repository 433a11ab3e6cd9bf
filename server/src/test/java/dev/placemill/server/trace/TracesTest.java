package dev.placemill.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A whole server that sends its traces to a receiver of OTLP over HTTP.
class TracesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  /// Bytes of ids are in protobuf as they are; names are text.
  private final List<byte[]> received = Collections.synchronizedList(new ArrayList<>());

  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    DATABASE.empty();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          received.add(exchange.getRequestBody().readAllBytes());
          keys.addAll(exchange.getRequestHeaders().getOrDefault("X-Key", List.of()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private TestServer server() {
    return TestServer.start(
        DATABASE.database(),
        Map.of(
            "otel.endpoint",
            "http://127.0.0.1:" + receiver.getAddress().getPort(),
            "otel.headers",
            "x-key=of-mine"),
        FakeSource.knowingAll());
  }

  private boolean has(byte[] part) {
    String hex = HexFormat.of().formatHex(part);
    return List.copyOf(received).stream()
        .anyMatch(body -> HexFormat.of().formatHex(body).contains(hex));
  }

  private boolean hasText(String text) {
    return has(text.getBytes(UTF_8));
  }

  private static Answer create(TestServer server, String traceparent) {
    return server.send(
        server.request("/acme/place_enrichment/batches").header("traceparent", traceparent).GET());
  }

  @Test
  void aRequestGoesOnWithTheTraceOfItsClientAndWorkHasItsOwn() {
    try (TestServer server = server()) {
      assertThat(create(server, "00-%s-%s-01".formatted(TRACE, PARENT)).status()).isEqualTo(200);
      server.awaitEnd(server.submit("one"));
    }
    assertThat(has(HexFormat.of().parseHex(TRACE))).isTrue();
    assertThat(has(HexFormat.of().parseHex(PARENT))).isTrue();
    assertThat(hasText("GET /{org}/place_enrichment/batches")).isTrue();
    assertThat(hasText("slice")).isTrue();
    assertThat(hasText("source ")).isTrue();
    assertThat(hasText("placemill")).isTrue();
    assertThat(hasText("pmk_")).as("no key in any span").isFalse();
    assertThat(keys).contains("of-mine");
  }

  @Test
  void idsThatAreNoneBeginATraceAnew() {
    String zero = "0".repeat(32);
    try (TestServer server = server()) {
      for (String bad : List.of("00-%s-%s-01".formatted(zero, PARENT), "00-" + TRACE, "nonsense")) {
        assertThat(create(server, bad).status()).isEqualTo(200);
      }
    }
    assertThat(hasText("GET /{org}/place_enrichment/batches")).isTrue();
    assertThat(has(HexFormat.of().parseHex(PARENT))).isFalse();
    assertThat(has(HexFormat.of().parseHex(TRACE))).isFalse();
  }

  @Test
  void whatIsNotSampledByTheClientIsNotSent() {
    try (TestServer server = server()) {
      assertThat(create(server, "00-%s-%s-00".formatted(TRACE, PARENT)).status()).isEqualTo(200);
    }
    assertThat(has(HexFormat.of().parseHex(TRACE))).isFalse();
  }

  @Test
  void aSpanTellsOthersOfItselfAndWithoutSettingsHandsOnWhatCame() {
    try (Traces off = Traces.off()) {
      try (TraceSpan none = off.work("nothing")) {
        assertThat(none.traceId()).isNull();
        assertThat(none.headers()).isEmpty();
      }
      String given = "00-%s-%s-01".formatted(TRACE, PARENT);
      try (TraceSpan passed =
          off.request("GET", name -> name.equals("traceparent") ? given : null)) {
        assertThat(passed.traceId()).isEqualTo(TRACE);
        assertThat(passed.headers()).containsEntry("traceparent", given);
      }
    }
  }

  @Test
  void theVariablesThatProgramsShareCountBelowOurOwnSettings() {
    Map<String, String> shared =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
            "OTEL_SERVICE_NAME", "places",
            "OTEL_SDK_DISABLED", "false");
    var reader = ConfigReader.of(Path.of("/none"), null, shared, Map.of());
    TraceConfig config = TraceConfig.read(reader);
    reader.finish();
    assertThat(config.endpoint()).hasToString("http://collector:4318");
    assertThat(config.service()).isEqualTo("places");

    var own =
        ConfigReader.of(Path.of("/none"), null, shared, Map.of("otel.endpoint", "http://own:4318"));
    assertThat(TraceConfig.read(own).endpoint()).hasToString("http://own:4318");
    var none = ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of());
    assertThat(TraceConfig.read(none)).isEqualTo(TraceConfig.OFF);
  }

  @Test
  void headersThatAreNoneAreRefused() {
    var reader =
        ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("otel.headers", "no-value"));
    assertThat(TraceConfig.read(reader).headers()).isEmpty();
    assertThatThrownBy(reader::finish)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("otel.headers");
  }
}
