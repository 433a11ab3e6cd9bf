package dev.placemill.server.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// How bodies and answers may be compressed. The one that is quicker comes first: it is taken where
/// a client likes both.
enum Coding {
  ZSTD("zstd") {
    @Override
    InputStream decoding(InputStream compressed) throws IOException {
      // What a body fills of its window is counted as it comes out; what it does not fill is memory
      // the system has promised and never gives.
      return new ZstdInputStreamNoFinalizer(compressed).setLongMax(LARGEST_WINDOW_BITS);
    }

    @Override
    OutputStream encoding(OutputStream out) throws IOException {
      return new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL).setWindowLog(ANSWER_WINDOW_BITS);
    }
  },
  GZIP("gzip") {
    @Override
    InputStream decoding(InputStream compressed) throws IOException {
      return new GZIPInputStream(compressed);
    }

    @Override
    OutputStream encoding(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, true);
    }
  };

  /// 8 MB, the most that RFC 9659 lets an encoder of the web ask of its reader.
  private static final int LARGEST_WINDOW_BITS = 23;

  private static final int ZSTD_LEVEL = 1;

  /// 512 kB, which many answers at once can have side by side.
  private static final int ANSWER_WINDOW_BITS = 19;

  /// Of gzip's name in old clients.
  private static final String X_GZIP = "x-gzip";

  private static final List<String> NAMES = Arrays.stream(values()).map(Coding::wireName).toList();

  private final String wireName;

  Coding(String wireName) {
    this.wireName = wireName;
  }

  abstract InputStream decoding(InputStream compressed) throws IOException;

  abstract OutputStream encoding(OutputStream out) throws IOException;

  String wireName() {
    return wireName;
  }

  /// The coding of a body; none where it is sent as it is.
  ///
  /// @param header its `Content-Encoding`
  static Optional<Coding> ofBody(Optional<String> header) {
    String given = header.map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("");
    String name = given.equals(X_GZIP) ? GZIP.wireName : given;
    if (name.isEmpty() || name.equals("identity")) {
      return Optional.empty();
    }
    if (!NAMES.contains(name)) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "The body's Content-Encoding is not read here; send %s or none."
              .formatted(String.join(", ", NAMES)),
          List.of(),
          Map.of("Accept-Encoding", String.join(", ", NAMES)));
    }
    return Optional.of(named(name));
  }

  /// Of the codings a client reads the one it likes best, if it reads any.
  ///
  /// @param header its `Accept-Encoding`
  static Optional<Coding> findBest(String header) {
    // Whoever takes anything need not know the newer one.
    List<String> offered = header.contains(ZSTD.wireName) ? NAMES : List.of(GZIP.wireName);
    return Wish.findBest(offered, header).map(Coding::named);
  }

  private static Coding named(String name) {
    return Arrays.stream(values())
        .filter(coding -> coding.wireName.equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// A body as it was before it was compressed.
  InputStream decoded(InputStream compressed) {
    try {
      return new Decoded(decoding(compressed), this);
    } catch (IOException e) {
      throw notWhatItSays(e);
    }
  }

  private ApiException notWhatItSays(IOException e) {
    return new ApiException(
        ErrorCode.MALFORMED_JSON,
        "The body says it is %s but is not, or is cut off: %s."
            .formatted(wireName, e.getMessage()));
  }

  private static final class Decoded extends FilterInputStream {
    private final Coding coding;

    Decoded(InputStream decoding, Coding coding) {
      super(decoding);
      this.coding = coding;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        return in.read(into, offset, length);
      } catch (IOException e) {
        throw coding.notWhatItSays(e);
      }
    }
  }
}
