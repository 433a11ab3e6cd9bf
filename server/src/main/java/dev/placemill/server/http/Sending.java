package dev.placemill.server.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The way of one answer to its client: head and body, the body compressed where the client reads
/// that and it pays.
final class Sending {
  private static final String CONTENT_TYPE = "Content-Type";

  /// Of which nobody knows how long it becomes, and whose every line is to arrive at once.
  private static final String STREAM = "text/event-stream";

  /// What a network carries in one piece: less than that is not worth to be compressed.
  private static final int SMALL = 1_200;

  /// A client that has reset a stream of HTTP/2 is not noticed by who writes to it. So events end
  /// after a while, and whoever is still there comes back for more.
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

  private static final int BLOCK = 32 * 1024;

  private static final Set<String> TEXTS = Set.of("json", "xml", "yaml", "javascript", "ndjson");

  private final ServerResponse response;
  private final Patience patience;
  private final Optional<Coding> readable;
  private final boolean isStream;
  private final long mayStreamUntil = System.nanoTime() + LONGEST_STREAM.toNanos();
  private boolean begun;
  private long bytes;
  private boolean whole;

  /// @param accepted the codings the client reads: its `Accept-Encoding`
  /// @param isStream whether it is one stream of many on its connection
  Sending(ServerResponse response, Patience patience, Optional<String> accepted, boolean isStream) {
    this.response = response;
    this.patience = patience;
    this.readable = accepted.flatMap(Coding::findBest);
    this.isStream = isStream;
  }

  /// Whether the client has got anything: from then on there is no other answer.
  boolean hasBegun() {
    return begun;
  }

  /// How much of the body has gone, as it went over the network.
  long bytes() {
    return bytes;
  }

  /// Whether all of it has gone.
  boolean isWhole() {
    return whole;
  }

  /// @param headOnly for a client that wants to know what it would get
  void send(Response answer, boolean headOnly) {
    String type = type(answer);
    try {
      if (isWithoutBody(answer.status())) {
        begin(answer);
        response.send();
      } else if (headOnly) {
        sendHead(answer, type);
      } else {
        written(answer, isText(type) ? readable : Optional.empty());
      }
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException("the client went away", e);
    }
  }

  private static String type(Response answer) {
    return answer.headers().getOrDefault(CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
  }

  private void begin(Response answer) {
    response.status(Status.create(answer.status()));
    answer.headers().forEach(response::header);
    begun = true;
  }

  private void sendHead(Response answer, String type) throws IOException {
    if (type.startsWith(STREAM)) {
      begin(answer);
    } else {
      long length = length(answer.body());
      begin(answer);
      response.header("Content-Length", Long.toString(length));
    }
    response.send();
  }

  /// A body that breaks off must not look as if it had ended: of lines without a last one nobody
  /// could tell. So it is closed only when it is whole.
  private void written(Response answer, Optional<Coding> coding) throws IOException {
    var out = new AnswerStream(answer, coding);
    try {
      answer.body().writeTo(out);
    } catch (LongEnough _) {
      out.close();
      return;
    } catch (IOException | RuntimeException e) {
      out.abandon();
      throw e;
    }
    out.close();
  }

  private static boolean isWithoutBody(int status) {
    return status == Status.NO_CONTENT_204.code() || status == Status.NOT_MODIFIED_304.code();
  }

  private static boolean isText(String type) {
    return !type.startsWith(STREAM)
        && (type.startsWith("text/") || Stream.of(type.split("[/+;. ]")).anyMatch(TEXTS::contains));
  }

  /// How long the body is that a client who asks for the head alone does not get.
  private static long length(Response.Body body) throws IOException {
    var counter =
        new OutputStream() {
          private long length;

          @Override
          public void write(int one) {
            length++;
          }

          @Override
          public void write(byte[] some, int offset, int count) {
            length += count;
          }
        };
    body.writeTo(counter);
    return counter.length;
  }

  /// What is written item by item the network takes by the block. Whether it is compressed is known
  /// when it has become large.
  private final class AnswerStream extends OutputStream {
    private final Response answer;
    private final Optional<Coding> coding;
    private final boolean isEvents;
    private final byte[] first = new byte[SMALL];
    private int held;
    private @Nullable Network network;
    private @Nullable OutputStream out;

    AnswerStream(Response answer, Optional<Coding> coding) {
      this.answer = answer;
      this.coding = coding;
      this.isEvents = type(answer).startsWith(STREAM);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      if (out == null && held + length <= SMALL) {
        System.arraycopy(some, offset, first, held, length);
        held += length;
      } else {
        opened(coding).write(some, offset, length);
      }
    }

    private OutputStream opened(Optional<Coding> coding) throws IOException {
      if (out == null) {
        begin(answer);
        coding.ifPresent(how -> response.header("Content-Encoding", how.wireName()));
        network = new Network(patience.over(response.outputStream()));
        OutputStream blocks = new BufferedOutputStream(network, BLOCK);
        out =
            coding.isEmpty()
                ? blocks
                : new BufferedOutputStream(coding.get().encoding(blocks), BLOCK);
        out.write(first, 0, held);
      }
      return out;
    }

    @Override
    public void flush() throws IOException {
      opened(coding).flush();
      if (isStream && isEvents && System.nanoTime() > mayStreamUntil) {
        throw new LongEnough();
      }
    }

    @Override
    public void close() throws IOException {
      if (out == null) {
        begin(answer);
        patience.watching(() -> response.send(Arrays.copyOf(first, held)));
        bytes += held;
      } else {
        out.close();
        // The web server itself would do so only after it has read all of the request.
        if (response instanceof RoutingResponse atItsEnd) {
          atItsEnd.commit();
        }
      }
    }

    /// Frees what the encoder holds outside of the heap; nothing more goes to the client.
    void abandon() {
      if (network != null && out != null) {
        network.cut = true;
        try {
          out.close();
        } catch (IOException _) {
          // It goes nowhere.
        }
      }
    }
  }

  /// Not an error: the answer ends here in good order.
  private static final class LongEnough extends IOException {}

  private final class Network extends FilterOutputStream {
    private boolean cut;

    Network(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      if (!cut) {
        out.write(some, offset, length);
        bytes += length;
      }
    }

    @Override
    public void flush() throws IOException {
      if (!cut) {
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (!cut) {
        out.close();
      }
    }
  }
}
