package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that ask for much and take nothing, or send next to nothing.
class PatienceTest {
  private static final int MUCH = 64 * 1024 * 1024;

  private final CountDownLatch asked = new CountDownLatch(1);

  @Test
  @Timeout(60)
  void aClientThatTakesNothingIsCutOffAndItsMemoryIsGivenToOthers()
      throws IOException, InterruptedException {
    HttpConfig config = TestHttp.limits(MUCH, 0, Duration.ofMillis(200));
    try (var server =
            HttpServer.start(
                config, _ -> Optional.empty(), _ -> false, List.of(this::registerMuch));
        var slow = new Socket();
        var client = HttpClient.newHttpClient()) {
      slow.setReceiveBufferSize(4 * 1024);
      slow.connect(new InetSocketAddress(server.url().getHost(), server.url().getPort()));
      slow.getOutputStream().write("GET /much HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(UTF_8));

      asked.await();

      URI much = server.url().resolve("/much");
      Optional<HttpResponse<byte[]>> other;
      do { // there is no memory for another until the slow one is cut off
        other = tried(client, much).filter(answer -> answer.statusCode() != 503);
      } while (other.isEmpty());
      assertThat(other.get().body()).hasSize(MUCH);
    }
  }

  /// A machine that has much to do may itself be too slow for so little patience.
  private static Optional<HttpResponse<byte[]>> tried(HttpClient client, URI much)
      throws InterruptedException {
    try {
      return Optional.of(
          client.send(HttpRequest.newBuilder(much).build(), BodyHandlers.ofByteArray()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Test
  @Timeout(60)
  void aClientThatSendsTooSlowlyIsToldSo() throws IOException, InterruptedException {
    Duration patience = Duration.ofMillis(200);
    HttpConfig config = TestHttp.limits(MUCH, 0, patience);
    try (var server =
            HttpServer.start(
                config, _ -> Optional.empty(), _ -> false, List.of(PatienceTest::registerTake));
        var slow = new Socket(server.url().getHost(), server.url().getPort());
        var client = HttpClient.newHttpClient()) {
      slow.setSoTimeout(10_000);
      String head = "POST /take HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n";
      slow.getOutputStream().write((head + "{").getBytes(UTF_8));

      HttpRequest livez = HttpRequest.newBuilder(server.url().resolve("/livez")).build();
      long next = System.nanoTime();
      do { // something else meanwhile
        client.send(livez, BodyHandlers.discarding());
        if (System.nanoTime() > next) {
          slow.getOutputStream().write(' ');
          next += patience.dividedBy(4).toNanos();
        }
      } while (slow.getInputStream().available() == 0);
      byte[] status = slow.getInputStream().readNBytes(12);
      assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  @Timeout(60)
  void aClientThatHasFallenSilentInTheMiddleOfItsBodyIsCutOff() throws IOException {
    HttpConfig config = TestHttp.limits(MUCH, 0, Duration.ofMillis(200));
    try (var server =
            HttpServer.start(
                config, _ -> Optional.empty(), _ -> false, List.of(PatienceTest::registerTake));
        var silent = new Socket(server.url().getHost(), server.url().getPort())) {
      silent.setSoTimeout(10_000);
      String head = "POST /take HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n";
      silent.getOutputStream().write((head + "{").getBytes(UTF_8));
      assertThat(silent.getInputStream().read()).isNegative();
    }
  }

  private static void registerTake(Router router) {
    router.route(
        "POST",
        "/take",
        request -> {
          byte[] taken = request.jsonBody();
          return Response.json(200, out -> out.write(taken));
        });
  }

  private void registerMuch(Router router) {
    router.route("GET", "/much", _ -> Response.json(200, new Much()));
  }

  private final class Much implements Response.Body {
    @Override
    public int size() {
      return MUCH;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      asked.countDown();
      out.write(new byte[MUCH]);
    }
  }
}
