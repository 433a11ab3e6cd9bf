package dev.placemill.web;

import static dev.placemill.web.StubWeb.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/// What nobody can make this server ask for.
class GuardedWebTest extends LocalNode {
  @Test
  void noRedirectLeadsIntoAPrivateNetworkOrToAnotherScheme() {
    web.redirect("a.example/", "http://169.254.169.254/latest/meta-data/");
    web.redirect("b.example/", "http://intranet.example/");
    web.redirect("c.example/", "file:///etc/passwd");
    NameResolver names =
        host ->
            host.endsWith(".254") || host.startsWith("intranet")
                ? List.of(InetAddress.getByName("169.254.169.254"))
                : web.names().resolve(host);
    try (PoliteFetcher fetcher = guarded(names)) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("169.254.169.254", "public");
      assertThat(refusal(get(fetcher, "b.example/"))).contains("intranet.example", "public");
      assertThat(refusal(get(fetcher, "c.example/"))).contains("no web address");
    }
  }

  @Test
  void aNameThatChangesItsAddressAfterwardsIsCheckedAnew() {
    web.answer("a.example/1", 200, Map.of("Connection", "close"), utf8("one"));
    web.answer("a.example/2", 200, Map.of("Connection", "close"), utf8("two"));
    web.answer("a.example/robots.txt", 404, Map.of("Connection", "close"), new byte[0]);
    var lookUps = new AtomicInteger();
    NameResolver names =
        host ->
            lookUps.incrementAndGet() > 2
                ? List.of(InetAddress.getByName("10.0.0.1"))
                : web.names().resolve(host);
    try (PoliteFetcher fetcher = guarded(names)) {
      assertThat(text(get(fetcher, "a.example/1"))).isEqualTo("one");
      // One look-up for each connection: what was checked is what is connected to.
      assertThat(lookUps).hasValue(2);
      assertThat(refusal(get(fetcher, "a.example/2"))).contains("public");
    }
  }

  @Test
  void aHostThatCannotProveItsNameIsRefused() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = getClass().getResourceAsStream("self-signed.p12")) {
      keys.load(file, "changeit".toCharArray());
    }
    var keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    try (PoliteFetcher fetcher = fetcher()) {
      URI page = URI.create("https://a.example:" + server.getAddress().getPort() + "/");
      assertThat(refusal(get(fetcher, page))).contains("did not prove that it is a.example");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void onlyTheUsualPortsAndPlainAddressesAreAsked() {
    var strict =
        new WebSettings(
            null,
            true,
            false,
            Duration.ZERO,
            10,
            10,
            Duration.ofSeconds(1),
            1_000,
            Duration.ZERO,
            1_000);
    try (PoliteFetcher fetcher = fetcher(strict)) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("port");
      assertThat(refusal(get(fetcher, URI.create("ftp://a.example/")))).contains("not an address");
      assertThat(refusal(get(fetcher, URI.create("http://me:secret@a.example/"))))
          .contains("not an address")
          .doesNotContain("secret");
    }
  }
}
