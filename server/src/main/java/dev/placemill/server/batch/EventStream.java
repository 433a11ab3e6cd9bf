package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Response;
import dev.placemill.server.queue.BatchKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/// The news of one batch as Server-Sent Events, until it has ended.
///
/// An event is the batch as it is, so that whoever missed some has missed nothing once the next one
/// comes. Its id follows from what is stored: a client that was cut off goes on at any node, and is
/// told nothing twice.
final class EventStream implements Response.Body {
  private static final String RETRY = "retry: 3000\n\n";
  private static final String HEARTBEAT = ": still here\n\n";
  static final String MEDIA_TYPE = "text/event-stream";

  private static final int LONGEST_ID = 18;
  private static final long NOTHING_SEEN = -1;

  private final BatchWatch watch;
  private final BatchKey key;
  private final BatchView first;
  private final long seenBefore;

  private EventStream(BatchWatch watch, BatchKey key, BatchView first, long seenBefore) {
    this.watch = watch;
    this.key = key;
    this.first = first;
    this.seenBefore = seenBefore;
  }

  /// The stream, or 204 when there is nothing more to come, which tells clients not to come back.
  ///
  /// @param now the batch as it was just read
  /// @param lastEventId as the client gives it
  static Response of(BatchWatch watch, BatchKey key, BatchView now, Optional<String> lastEventId) {
    long seen = lastEventId.map(text -> seen(text, now)).orElse(NOTHING_SEEN);
    if (now.hasEnded() && seen == now.eventId()) {
      return new Response(204, Map.of(), _ -> {});
    }
    return new Response(
        200,
        Map.of(
            "Content-Type", MEDIA_TYPE,
            "Cache-Control", "no-cache",
            "X-Accel-Buffering", "no"),
        new EventStream(watch, key, now, seen));
  }

  /// An id that is none of ours is as good as none.
  private static long seen(String lastEventId, BatchView now) {
    String text = lastEventId.strip();
    if (text.isEmpty()
        || text.length() > LONGEST_ID
        || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return NOTHING_SEEN;
    }
    long id = Long.parseLong(text);
    return id > now.eventId() ? NOTHING_SEEN : id;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (var watching = watch.watch(key)) {
      out.write(RETRY.getBytes(UTF_8));
      long seen = seenBefore;
      boolean ended = false;
      if (first.eventId() > seen) {
        seen = first.eventId();
        ended = first.hasEnded();
        write(out, first);
      }
      out.flush();
      while (!ended && !watch.isClosed()) {
        long last = seen;
        Optional<BatchView> news =
            watching.await(batch -> batch.eventId() > last, watch.waits().heartbeat());
        if (news.isPresent()) {
          seen = news.get().eventId();
          ended = news.get().hasEnded();
          write(out, news.get());
        } else if (watching.isGone()) {
          return;
        } else {
          out.write(HEARTBEAT.getBytes(UTF_8));
        }
        out.flush();
      }
    }
  }

  private static void write(OutputStream out, BatchView batch) throws IOException {
    String type =
        batch.hasEnded() ? "batch." + batch.progress().status().wireName() : "batch.progress";
    out.write("id: %d\nevent: %s\ndata: ".formatted(batch.eventId(), type).getBytes(UTF_8));
    out.write(BatchJson.bytes(batch));
    out.write("\n\n".getBytes(UTF_8));
  }
}
