package dev.placemill.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.http.HttpConfig;
import dev.placemill.server.http.HttpServer;
import dev.placemill.server.http.Response;
import dev.placemill.server.testing.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands and a server of the same machine that speaks over TLS, under a name that is not the
/// machine's own address and with a certificate that the system does not trust.
class PinnedCertificateTest {
  @TempDir private Path directory;

  @Test
  void commandsTrustTheServerTheyWereToldOfAndNoOther() {
    TestCertificate certificate = TestCertificate.make(directory, "server", "EC");
    Map<String, String> settings =
        Map.of(
            "http.port", "0",
            "http.tls.certificate", certificate.certificate().toString(),
            "http.tls.key", certificate.key().toString());
    try (HttpServer server =
        HttpServer.start(
            HttpConfig.read(ConfigReader.of(directory, null, Map.of(), settings)),
            _ -> Optional.empty(),
            _ -> false,
            List.of(router ->
                router.route(
                    "GET",
                    "/acme/place_enrichment/batches",
                    _ ->
                        Response.json(200, out -> out.write("{\"items\":[]}".getBytes(UTF_8))))))) {
      var told = new ArrayList<URI>();
      server.tellLocalAddress(told::add);
      try (var client = new ApiClient(told.getFirst(), "acme", "key", Duration.ZERO)) {
        assertThat(client.list().path("items").isArray()).isTrue();
      }
      URI another = URI.create(server.url() + "#sha256=" + "A".repeat(43));
      for (URI wrong : List.of(another, server.url())) {
        try (var client = new ApiClient(wrong, "acme", "key", Duration.ZERO)) {
          assertThatThrownBy(client::list).isInstanceOf(RuntimeException.class);
        }
      }
    }
  }
}
