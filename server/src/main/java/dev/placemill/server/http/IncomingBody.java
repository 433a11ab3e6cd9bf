package dev.placemill.server.http;

import io.helidon.http.media.ReadableEntity;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The body of one request, opened when its handler asks for it: within the limits on time, size
/// and memory, and decompressed.
///
/// What is not taken of it is still read and thrown away, within reason: a connection that is
/// closed while its client is sending is reset, and the client may never see the answer that tells
/// it why.
final class IncomingBody implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;
  private static final String SMALLER_BATCHES = "send the places in smaller batches";
  private static final String SMALLER_LISTS = "send the list in parts";

  private final ReadableEntity entity;
  private final OptionalLong declared;
  private final Optional<String> encoding;
  private final Patience patience;
  private final long maxBytes;
  private final long maxListBytes;
  private final BodyMemory.Share memory;
  private final BodyMemory disk;
  private @Nullable InputStream network;
  private @Nullable InputStream decoder;

  /// @param declared how long it is, as the client says
  /// @param encoding its `Content-Encoding`
  /// @param maxListBytes of one that is kept on disk
  /// @param disk what bodies may take there together
  IncomingBody(
      ReadableEntity entity,
      OptionalLong declared,
      Optional<String> encoding,
      Patience patience,
      long maxBytes,
      long maxListBytes,
      BodyMemory.Share memory,
      BodyMemory disk) {
    this.entity = entity;
    this.declared = declared;
    this.encoding = encoding;
    this.patience = patience;
    this.maxBytes = maxBytes;
    this.maxListBytes = maxListBytes;
    this.disk = disk;
    this.memory = memory;
  }

  InputStream open() {
    return open(new BoundedBody.Limit(maxBytes, SMALLER_BATCHES), memory::take);
  }

  /// For whoever keeps nothing of it in memory.
  InputStream openUpTo(BoundedBody.Limit limit) {
    return open(limit, _ -> true);
  }

  /// The body of a list, which may be larger than others and is then kept on disk.
  KeptBody keep() {
    InputStream body = openUpTo(new BoundedBody.Limit(maxListBytes, SMALLER_LISTS));
    try {
      return KeptBody.of(body, maxBytes, memory, disk.share());
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "The body could not be read to its end: %s.".formatted(e.getMessage()));
    }
  }

  private InputStream open(BoundedBody.Limit limit, IntPredicate taken) {
    Optional<Coding> coding = Coding.ofBody(encoding);
    if (declared.orElse(0) > limit.bytes()) {
      throw limit.exceeded();
    }
    InputStream paced = patience.over(network());
    InputStream plain = coding.map(how -> decoded(how, paced, limit)).orElse(paced);
    return new BoundedBody(plain, limit, taken);
  }

  /// There is gzip of any length that holds nothing, so that what is compressed is bounded too.
  private InputStream decoded(Coding coding, InputStream compressed, BoundedBody.Limit limit) {
    decoder = coding.decoded(new BoundedBody(compressed, limit, _ -> true));
    return decoder;
  }

  private InputStream network() {
    if (network == null) {
      network = new Unclosed(entity.inputStream());
    }
    return network;
  }

  /// Reads what is left of it, for a while.
  ///
  /// @return whether it came to its end
  boolean readAway() {
    if (entity.consumed()) {
      return true;
    }
    byte[] block = new byte[BLOCK];
    long giveUpAt = System.nanoTime() + patience.most().toNanos();
    try (InputStream rest = patience.over(network())) {
      while (System.nanoTime() < giveUpAt) {
        if (rest.read(block, 0, block.length) < 0) {
          return true;
        }
      }
    } catch (IOException | RuntimeException _) {
      // Too slow, or the client is gone.
    }
    return false;
  }

  /// Keeps the web server from waiting for the rest of a stream of HTTP/2 without an end: its own
  /// next read is over at once.
  void leave() {
    if (!entity.consumed()) {
      Thread.currentThread().interrupt();
    }
  }

  /// Frees what the decoder holds outside of the heap.
  @Override
  public void close() {
    if (decoder != null) {
      try {
        decoder.close();
      } catch (IOException _) {
        // Nobody reads it any more.
      }
    }
  }

  /// The web server's own stream would wait for the rest before it closes.
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Read to its end, or not at all.
    }
  }
}
