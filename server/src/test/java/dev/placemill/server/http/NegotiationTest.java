package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Methods, media types and connections, as HTTP has them.
class NegotiationTest {
  private static final int LIMIT = 1_000;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  @BeforeAll
  static void start() {
    server =
        HttpServer.start(
            TestHttp.limits(LIMIT, 1),
            _ -> Optional.empty(),
            _ -> false,
            List.of(NegotiationTest::register));
  }

  private static void register(Router router) {
    router.route(
        "GET",
        "/list",
        Offer.of("application/json", "text/csv"),
        request -> text(request.accepted()));
    router.route("POST", "/list", request -> text("%d bytes".formatted(request.jsonBody().length)));
    router.route("GET", "/always", Offer.WITHOUT_CHOICE, _ -> text("always"));
    router.route("DELETE", "/{any}", Offer.WITHOUT_CHOICE, request -> text(request.path("any")));
    router.route("GET", "/{any}", request -> text("any"));
  }

  private static Response text(String text) {
    return new Response(
        200, Map.of("Content-Type", "text/plain"), out -> out.write(text.getBytes(UTF_8)));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.url().resolve(path)).method(method, BodyPublishers.noBody());
    return CLIENT.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                        | application/json",
        "text/csv                                   | text/csv",
        "TEXT/CSV;header=present                    | text/csv",
        "text/*                                     | text/csv",
        "application/json;q=0.5, text/csv           | text/csv",
        "text/html, */*;q=0.1                       | application/json",
        "*/*, application/json;q=0                  | text/csv",
        "text/csv;q=0.3, text/*;q=0.9, */*;q=0.5    | application/json",
        "text/csv;q=often                           | text/csv",
      })
  void theClientGetsWhatItLikesBestOfWhatThereIs(String accept, String chosen)
      throws IOException, InterruptedException {
    assertThat(send("GET", "/list", "Accept", accept).body()).isEqualTo(chosen);
  }

  @Test
  void acceptInSeveralLinesIsOneList() throws IOException, InterruptedException {
    assertThat(send("GET", "/list", "Accept", "text/xml", "Accept", "text/csv").body())
        .isEqualTo("text/csv");
    assertThat(send("GET", "/list").body()).isEqualTo("application/json");
  }

  @Test
  void whatIsNotOfferedIsRefusedButForWhatIsAlwaysTheSame()
      throws IOException, InterruptedException {
    HttpResponse<String> refused = send("GET", "/list", "Accept", "text/xml");
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("not_acceptable", "application/json, text/csv");
    assertThat(send("GET", "/list", "Accept", "*/*;q=0").statusCode()).isEqualTo(406);
    assertThat(send("GET", "/always", "Accept", "text/xml").body()).isEqualTo("always");
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException, InterruptedException {
    HttpResponse<String> head = send("HEAD", "/list");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("16");
    assertThat(head.body()).isEmpty();
    HttpResponse<String> refused = send("HEAD", "/list", "Accept", "text/xml");
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(refused.body()).isEmpty();
    assertThat(send("HEAD", "/no/where").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/list").body()).as("on the same connection").isNotEmpty();
  }

  @Test
  void optionsSaysWhatAPathAnswersToAndSoDoesTheRefusalOfAnotherMethod()
      throws IOException, InterruptedException {
    HttpResponse<String> options = send("OPTIONS", "/list");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS, POST");
    HttpResponse<String> refused = send("PUT", "/list");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS, POST");
    assertThat(send("OPTIONS", "/no/where").statusCode()).isEqualTo(404);
  }

  @Test
  void ofTwoRoutesTheOneThatSpellsOutThePathIsTaken() throws IOException, InterruptedException {
    assertThat(send("GET", "/list").body()).isEqualTo("application/json");
    assertThat(send("GET", "/other").body()).isEqualTo("any");
    assertThat(send("DELETE", "/list").body()).isEqualTo("list");
  }

  @Test
  @Timeout(60)
  void aBodyThatIsFarTooLargeIsReadAwayAndEndsItsConnectionWithTheAnswer() throws IOException {
    try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(20_000);
      byte[] much = new byte[100 * LIMIT];
      Arrays.fill(much, (byte) ' ');
      String head =
          "POST /list HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n"
              .formatted(much.length);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(UTF_8));
      out.write(much);
      out.write("\r\n0\r\n\r\n".getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413");
      assertThat(Stream.of(answer.split("\r\n", -1))).contains("Connection: close");
    }
  }

  @Test
  @Timeout(60)
  void aClientThatSendsOnAndOnGetsItsAnswerMeanwhile() throws IOException {
    try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /list HTTP/1.1\r\nHost: here\r\nContent-Length: 9999999\r\n\r\n".getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      byte[] some = new byte[LIMIT];
      while (in.available() == 0) {
        out.write(some);
      }
      assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 413");
    }
  }
}
