package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The news of a batch as Server-Sent Events, as they come over the network.
class BatchEventsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final int PLACES = 12;

  private final Gate gate = new Gate();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer server;

  @BeforeEach
  void start() {
    DATABASE.empty();
    server = server();
  }

  private TestServer server() {
    return TestServer.start(
        DATABASE.database(),
        Map.of(
            "wait.look-every", "10ms",
            "wait.heartbeat", "100ms",
            "batch.slice-size", "4",
            "worker.store-every", "10ms"),
        gate.source());
  }

  @AfterEach
  void stop() {
    gate.open();
    server.close();
    client.close();
  }

  private record Event(long id, String type, JsonNode batch) {
    int completed() {
      return batch.path("completed_count").asInt();
    }
  }

  /// A client of a stream that reads it event by event.
  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// The next event, or null when the stream has ended.
    @Nullable Event next() throws IOException {
      long id = -1;
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return new Event(id, type, JsonMapper.shared().readTree(line.substring(6)));
        }
      }
      return null;
    }

    /// The next event, which has to come.
    Event another() throws IOException {
      Event next = next();
      if (next == null) {
        throw new IllegalStateException("the stream ended early");
      }
      return next;
    }

    void awaitHeartbeat() throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          return;
        }
      }
      throw new IllegalStateException("the stream ended without a heartbeat");
    }

    /// As when the network fails: nothing is read to its end.
    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  private HttpResponse<InputStream> open(TestServer node, String batch, @Nullable Long lastEventId)
      throws Exception {
    var request =
        node.request("/acme/place_enrichment/batches/" + batch + "/events")
            .header("Accept", "text/event-stream")
            .GET();
    if (lastEventId != null) {
      request.header("Last-Event-ID", Long.toString(lastEventId));
    }
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static String[] places() {
    String[] names = new String[PLACES];
    for (int i = 0; i < PLACES; i++) {
      names[i] = "Place " + i;
    }
    return names;
  }

  private List<Event> untilCompleted(Stream stream, int completed) throws IOException {
    List<Event> events = new ArrayList<>();
    do {
      events.add(stream.another());
    } while (events.getLast().completed() < completed);
    return events;
  }

  @Test
  void whoIsCutOffGoesOnAtAnotherNodeAndLosesAndRepeatsNothing() throws Exception {
    String batch = server.submit(places());
    List<Event> seen = new ArrayList<>();
    try (var stream = new Stream(open(server, batch, null))) {
      assertThat(stream.response.statusCode()).isEqualTo(200);
      assertThat(stream.response.headers().map())
          .containsEntry("content-type", List.of("text/event-stream"))
          .containsEntry("cache-control", List.of("no-cache"))
          .containsEntry("x-accel-buffering", List.of("no"));
      gate.letThrough(3);
      seen.addAll(untilCompleted(stream, 3));
    }
    gate.letThrough(2);
    try (TestServer other = server()) {
      try (var stream = new Stream(open(other, batch, seen.getLast().id()))) {
        gate.letThrough(2);
        seen.addAll(untilCompleted(stream, 7));
      }
      gate.letThrough(PLACES);
      try (var stream = new Stream(open(other, batch, seen.getLast().id()))) {
        seen.addAll(untilCompleted(stream, PLACES));
        assertThat(stream.next()).as("the stream ends after the end").isNull();
      }
      HttpResponse<InputStream> nothingMore = open(other, batch, seen.getLast().id());
      assertThat(nothingMore.statusCode()).isEqualTo(204);
    }

    assertThat(seen).extracting(Event::id).isSorted();
    assertThat(new HashSet<>(seen.stream().map(Event::id).toList())).hasSameSizeAs(seen);
    assertThat(seen).extracting(Event::completed).isSorted().contains(3, 7, PLACES);
    assertThat(seen.stream().map(Event::type).filter(type -> !type.equals("batch.progress")))
        .containsExactly("batch.completed");
    try (var again = new Stream(open(server, batch, null))) {
      Event whole = again.next();
      assertThat(whole).isEqualTo(seen.getLast());
      assertThat(again.next()).isNull();
    }
  }

  @Test
  void aStreamWithoutNewsSaysThatItLivesAndAnIdOfNothingStartsAnew() throws Exception {
    String batch = server.submit("one");
    try (var stream = new Stream(open(server, batch, 999_999L))) {
      Event first = stream.another();
      assertThat(first.type()).isEqualTo("batch.progress");
      stream.awaitHeartbeat();
      gate.letThrough(1);
      untilCompleted(stream, 1);
    }
  }

  @Test
  void aReprocessedBatchHasNewsAgainAndTheStreamOfADeletedOneEnds() throws Exception {
    gate.letThrough(1);
    String batch = server.submit("one");
    server.awaitEnd(batch);
    long end;
    try (var stream = new Stream(open(server, batch, null))) {
      end = untilCompleted(stream, 1).getLast().id();
    }
    server.post("/" + batch + "/reprocess", "{\"place_ids\":[\"p0\"]}");
    try (var stream = new Stream(open(server, batch, end))) {
      Event reopened = stream.another();
      assertThat(reopened.id()).isGreaterThan(end);
      assertThat(reopened.completed()).isZero();
      server.send(server.request("/acme/place_enrichment/batches/" + batch).DELETE());
      Event last = stream.next();
      while (last != null) {
        last = stream.next();
      }
    }
    assertThat(open(server, batch, end).statusCode()).isEqualTo(404);
  }
}
