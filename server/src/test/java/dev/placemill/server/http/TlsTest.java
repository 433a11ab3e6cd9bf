package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.server.testing.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server with a certificate of its own, as certbot and its like write it.
class TlsTest {
  @TempDir static Path directory;
  private static TestCertificate elliptic;
  private static TestCertificate rsa;

  @BeforeAll
  static void make() {
    elliptic = TestCertificate.make(directory, "elliptic", "EC");
    rsa = TestCertificate.make(directory, "rsa", "RSA");
  }

  private static HttpServer server(TlsConfig tls) {
    return HttpServer.start(
        TestHttp.over(tls),
        _ -> Optional.empty(),
        _ -> false,
        List.of(router ->
            router.route(
                "GET", "/hello", _ -> Response.json(200, out -> out.write("1".getBytes(UTF_8))))));
  }

  private static TlsConfig of(TestCertificate certificate) {
    return new TlsConfig(certificate.certificate(), certificate.key());
  }

  @Test
  void bothVersionsOfHttpAreSpokenOverTls() throws IOException, InterruptedException {
    for (TestCertificate certificate : List.of(elliptic, rsa)) {
      try (HttpServer server = server(of(certificate));
          var client =
              HttpClient.newBuilder().sslContext(TestCertificate.trusting(certificate)).build()) {
        assertThat(server.url().getScheme()).isEqualTo("https");
        for (HttpClient.Version version : HttpClient.Version.values()) {
          if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
            var answer =
                client.send(
                    HttpRequest.newBuilder(server.url().resolve("/hello")).version(version).build(),
                    BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("1");
            assertThat(answer.version()).isEqualTo(version);
          }
        }
      }
    }
  }

  @Test
  void nothingOlderThanTls12IsSpoken() throws IOException {
    try (HttpServer server = server(of(elliptic))) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(handshake(server, version)).isEqualTo(version);
      }
      assertThatThrownBy(() -> handshake(server, "TLSv1.1")).isInstanceOf(SSLException.class);
    }
  }

  private static String handshake(HttpServer server, String version) throws IOException {
    try (var socket = socket(server)) {
      var parameters = new SSLParameters();
      parameters.setProtocols(new String[] {version});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private static SSLSocket socket(HttpServer server) throws IOException {
    return (SSLSocket)
        TestCertificate.trusting(elliptic, rsa)
            .getSocketFactory()
            .createSocket(server.url().getHost(), server.url().getPort());
  }

  private static Certificate shown(TlsIdentity identity) {
    return Objects.requireNonNull(identity.getCertificateChain("server"))[0];
  }

  @Test
  void aNewCertificateIsTakenWhenItsFilesChangeAndABadOneIsNot() throws IOException {
    Path live = Files.createDirectory(directory.resolve("live"));
    TestCertificate at = TestCertificate.make(live, "site", "RSA");
    var identity = new TlsIdentity(of(at));
    assertThat(identity.renew()).isFalse();
    assertThat(shown(identity)).isEqualTo(at.leaf());
    String before = identity.pin();

    elliptic.replace(at);
    assertThat(identity.renew()).isTrue();
    assertThat(shown(identity)).isEqualTo(elliptic.leaf());
    assertThat(identity.pin()).isNotEqualTo(before);

    Files.writeString(at.certificate(), "half of a file, being writ");
    assertThat(identity.renew()).isFalse();
    assertThat(shown(identity)).isEqualTo(elliptic.leaf());
  }

  @Test
  void commandsOfTheMachineAreToldByWhatTheyKnowTheServer() {
    try (HttpServer server = server(of(elliptic))) {
      var told = new ArrayList<URI>();
      server.tellLocalAddress(told::add);
      assertThat(told.getFirst().toString())
          .matches("https://127.0.0.1:\\d+#sha256=[A-Za-z0-9_-]{43}");
    }
  }

  @Test
  void whatCannotBeUsedIsSaidInOneSentence() throws IOException {
    Path none = directory.resolve("none.pem");
    assertRefused(new TlsConfig(none, rsa.key()), "There is no file " + none + ".");
    assertRefused(
        new TlsConfig(rsa.key(), rsa.key()), "There is no certificate in " + rsa.key() + ";");
    assertRefused(
        new TlsConfig(rsa.certificate(), rsa.certificate()), "There is no private key in ");
    assertRefused(new TlsConfig(rsa.certificate(), elliptic.key()), "does not belong to");
    TestCertificate other = TestCertificate.make(directory, "other", "EC");
    assertRefused(
        new TlsConfig(elliptic.certificate(), other.key()),
        "The key in %s does not belong to the certificate in %s."
            .formatted(other.key(), elliptic.certificate()));
    Path old =
        Files.writeString(
            directory.resolve("old.pem"),
            "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    assertRefused(
        new TlsConfig(elliptic.certificate(), old), "write it anew with: openssl pkcs8 -topk8");
  }

  private static void assertRefused(TlsConfig config, String message) {
    assertThatThrownBy(() -> server(config))
        .isInstanceOf(UnusableCertificate.class)
        .hasMessageContaining(message);
  }

  @Test
  void oneOfTheTwoSettingsAloneIsRefused() {
    var reader =
        ConfigReader.of(
            Path.of("/none"), null, Map.of(), Map.of("http.tls.certificate", "/some.pem"));
    assertThat(TlsConfig.read(reader)).isNull();
    assertThatThrownBy(reader::finish)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("http.tls.key is missing");
  }
}
