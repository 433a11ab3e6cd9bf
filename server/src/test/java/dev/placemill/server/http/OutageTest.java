package dev.placemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.db.Database;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What leaves the server when something of ours goes wrong.
class OutageTest {
  private static void routes(Router router) {
    router.route(
        "GET",
        "/away",
        _ -> {
          throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
        });
    router.route(
        "GET",
        "/full",
        _ -> {
          throw new IllegalStateException(new SQLException("no space left", "53100"));
        });
    router.route(
        "GET",
        "/bug",
        _ -> {
          throw new IllegalStateException("a secret of ours");
        });
  }

  @Test
  void aDatabaseThatIsAwayOrFullIsAReasonToTryAgain() throws IOException, InterruptedException {
    assertThat(get("/away"))
        .startsWith("503 [5]")
        .contains("\"code\":\"unavailable\"", "not known", "Idempotency-Key")
        .doesNotContain("nothing was stored");
    assertThat(get("/full")).startsWith("503 [5]");
  }

  @Test
  void aBugOfOursTellsNothingButTheRequestId() throws IOException, InterruptedException {
    assertThat(get("/bug")).startsWith("500").contains("request_id").doesNotContain("secret");
  }

  private static String get(String path) throws IOException, InterruptedException {
    try (var server =
            HttpServer.start(
                TestHttp.limits(1_000, 1),
                _ -> Optional.empty(),
                Database::isOutage,
                List.of(OutageTest::routes));
        var client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(server.url().resolve(path)).build(), BodyHandlers.ofString());
      return "%d %s %s"
          .formatted(
              response.statusCode(), response.headers().allValues("Retry-After"), response.body());
    }
  }
}
