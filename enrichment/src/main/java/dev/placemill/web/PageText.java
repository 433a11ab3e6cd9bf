package dev.placemill.web;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text of a page, whatever charset it is in and claims to be in.
final class PageText {
  private static final Pattern DECLARED =
      Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([a-z0-9_:.-]{2,40})");
  private static final Pattern DECLARED_IN_XML =
      Pattern.compile("(?i)^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([a-z0-9_:.-]{2,40})");
  private static final int WHERE_PAGES_DECLARE = 4_096;
  private static final char REPLACEMENT = '\ufffd';
  private static final int FEW = 10;
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private PageText() {}

  /// A byte order mark is believed first. Then, bytes beyond ASCII that make valid UTF-8 are UTF-8,
  /// because hardly any other text does so by chance and many servers declare what they do not
  /// send; a few broken letters are forgiven. Then the header, then the page itself.
  static String decode(byte[] bytes, @Nullable String contentType) {
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xff, 0xfe)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    String utf8 = new String(bytes, StandardCharsets.UTF_8);
    long replaced = utf8.chars().filter(letter -> letter == REPLACEMENT).count();
    long beyondAscii = utf8.chars().filter(letter -> letter > 0x7f).count() - replaced;
    if (beyondAscii > 0 && replaced * FEW <= beyondAscii) {
      return utf8;
    }
    return new String(bytes, findDeclared(bytes, contentType).orElse(WESTERN));
  }

  private static Optional<Charset> findDeclared(byte[] bytes, @Nullable String contentType) {
    String head =
        new String(
            bytes, 0, Math.min(bytes.length, WHERE_PAGES_DECLARE), StandardCharsets.ISO_8859_1);
    // A page whose head can be read byte by byte is not in UTF-16, whatever it says.
    return Optional.ofNullable(contentType)
        .flatMap(type -> findCharset(DECLARED.matcher(type)))
        .or(() ->
            findCharset(DECLARED_IN_XML.matcher(head))
                .or(() -> findCharset(DECLARED.matcher(head)))
                .filter(charset -> !charset.name().startsWith("UTF-")))
        .filter(charset -> !charset.equals(StandardCharsets.UTF_8));
  }

  private static Optional<Charset> findCharset(Matcher declaration) {
    if (!declaration.find()) {
      return Optional.empty();
    }
    try {
      Charset charset = Charset.forName(declaration.group(1));
      // Whoever says Latin-1 means the superset with the euro sign and the curly quotes.
      return Optional.of(
          charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
              ? WESTERN
              : charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
