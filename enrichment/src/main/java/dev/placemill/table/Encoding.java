package dev.placemill.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What a file's bytes are: which text, and which bytes exactly.
///
/// @param beginning the first text of the file, enough to guess its delimiter
record Encoding(Charset charset, String sha256, String beginning) {
  static final Charset FALLBACK = Charset.forName("windows-1252");
  private static final int BEGINNING = 128 * 1024;

  /// @param said in which it is said to be written, or null to find out
  /// @throws UnusableList when it is empty, not text, or not written as it is said to be
  static Encoding of(ListSource source, @Nullable Charset said) {
    try (InputStream in = source.open()) {
      byte[] beginning = in.readNBytes(BEGINNING);
      if (beginning.length == 0) {
        throw new UnusableList("%s is empty.".formatted(source.name()));
      }
      refuseOtherKinds(source, beginning);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(beginning);
      boolean utf16 = isUtf16(beginning) || (said != null && said.name().startsWith("UTF-16"));
      Utf8Check utf8 = new Utf8Check();
      boolean nul = utf8.accept(beginning, beginning.length);
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        nul |= utf8.accept(buffer, read);
      }
      if (nul && !utf16) {
        throw new UnusableList(
            "%s holds binary data; a list of places is a CSV file.".formatted(source.name()));
      }
      Charset charset =
          isUtf16(beginning)
              ? StandardCharsets.UTF_16
              : said != null ? said : utf8.isValid() ? StandardCharsets.UTF_8 : FALLBACK;
      if (charset.equals(StandardCharsets.UTF_8) && !utf8.isValid()) {
        throw new UnusableList(
            "%s is said to be UTF-8 and is not; leave the charset out to have it found out."
                .formatted(source.name()));
      }
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return new Encoding(charset, sha256, withoutMark(new String(beginning, charset)));
    } catch (IOException e) {
      throw new UnusableList("%s cannot be read: %s.".formatted(source.name(), e.getMessage()), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuseOtherKinds(ListSource source, byte[] beginning) {
    String kind = otherKind(beginning);
    if (kind != null) {
      throw new UnusableList("%s is %s.".formatted(source.name(), kind));
    }
  }

  private static @Nullable String otherKind(byte[] beginning) {
    int head = beginning.length < 4 ? 0 : ByteBuffer.wrap(beginning).getInt();
    return switch (head) {
      case 0x504B0304 -> "an Excel workbook or a zip archive, not CSV; save it as CSV first";
      case 0xD0CF11E0 -> "an old Excel workbook, not CSV; save it as CSV first";
      case 0x25504446 -> "a PDF, not a CSV file";
      default -> (head >>> 16) == 0x1F8B ? "compressed with gzip; unpack it first" : null;
    };
  }

  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// Whether bytes that arrive in pieces are UTF-8.
  private static final class Utf8Check {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer scratch = CharBuffer.allocate(1 << 14);
    private byte[] rest = {};
    private boolean valid = true;

    /// Takes the next bytes, and tells whether a NUL is among them.
    boolean accept(byte[] bytes, int length) {
      boolean nul = false;
      for (int i = 0; i < length; i++) {
        nul |= bytes[i] == 0;
      }
      if (valid) {
        decode(bytes, length);
      }
      return nul;
    }

    private void decode(byte[] bytes, int length) {
      ByteBuffer input = ByteBuffer.allocate(rest.length + length);
      input.put(rest).put(bytes, 0, length).flip();
      while (valid) {
        scratch.clear();
        var result = decoder.decode(input, scratch, false);
        if (result.isError()) {
          valid = false;
        } else if (result.isUnderflow()) {
          break;
        }
      }
      rest = Arrays.copyOfRange(input.array(), input.position(), input.limit());
    }

    boolean isValid() {
      return valid && rest.length == 0;
    }
  }
}
