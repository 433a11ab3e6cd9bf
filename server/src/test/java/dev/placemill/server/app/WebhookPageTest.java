package dev.placemill.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The receiver of `docs/how-to/webhooks.md`, as it stands there, gets what a server sends.
class WebhookPageTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Path PAGE = Path.of("..", "docs", "how-to", "webhooks.md");
  private static final Pattern SAMPLE = Pattern.compile("(?ms)^```javascript\n(.*?)^```$");

  @TempDir private Path directory = Path.of("");

  @Test
  void theReceiverOfThePageTakesOursAndNobodyElses() throws Exception {
    assumeTrue(hasNode(), "skipped: there is no node on the PATH");
    Matcher sample = SAMPLE.matcher(Files.readString(PAGE));
    assertThat(sample.find()).isTrue();
    Path script = directory.resolve("receiver.mjs");
    Files.writeString(script, sample.group(1));
    try (TestServer server =
        TestServer.start(
            DATABASE.database(),
            Map.of("webhook.allow-private-addresses", "true"),
            FakeSource.knowingAll())) {
      // The port is known once the receiver runs, the secret once there is a webhook.
      String webhooks = "/acme/place_enrichment/webhooks";
      var created =
          server.send(
              server
                  .request(webhooks)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"url\": \"http://127.0.0.1:1/hook\"}")));
      Process receiver = receiver(script, created.json().path("secret").asString());
      try (BufferedReader said = receiver.inputReader(UTF_8)) {
        String url =
            "http://127.0.0.1:%s/hook"
                .formatted(String.valueOf(said.readLine()).replaceFirst("listening on ", ""));
        String webhook = webhooks + "/" + created.json().path("webhook_id").asString();
        server.send(
            server
                .request(webhook)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"url\": \"%s\"}".formatted(url))));
        server.send(server.request(webhook + "/test").POST(BodyPublishers.noBody()));
        assertThat(said.readLine()).isEqualTo("webhook.test");

        assertThat(statusOfAForgery(url)).isEqualTo(400);
        String batch = server.submit("Cafe");
        assertThat(said.readLine())
            .isEqualTo("test: completed, 1 of 1, read /acme/place_enrichment/batches/" + batch);
      } finally {
        receiver.destroy();
        assertThat(receiver.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static Process receiver(Path script, String secret) throws Exception {
    var command = new ProcessBuilder("node", script.toString());
    command.environment().put("WEBHOOK_SECRET", secret);
    command.environment().put("PORT", "0");
    return command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static int statusOfAForgery(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var forgery =
          HttpRequest.newBuilder(URI.create(url))
              .header("webhook-id", "msg_1")
              .header("webhook-timestamp", Long.toString(System.currentTimeMillis() / 1000))
              .header("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
              .POST(BodyPublishers.ofString("{\"type\":\"batch.completed\",\"data\":{}}"));
      return client.send(forgery.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static boolean hasNode() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
  }
}
