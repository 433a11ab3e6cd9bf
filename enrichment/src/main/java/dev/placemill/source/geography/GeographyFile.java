package dev.placemill.source.geography;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The packed files of the geography data, each read whole. A file that is missing or damaged is a
/// broken build, so it is an exception and not an answer.
final class GeographyFile {
  private GeographyFile() {}

  static byte[] bytes(String name) {
    try (InputStream packed = GeographyFile.class.getResourceAsStream(name)) {
      if (packed == null) {
        throw new IllegalStateException("the geography data lacks " + name + "; run data/refresh");
      }
      var bytes = new ByteArrayInputStream(packed.readAllBytes());
      return new GZIPInputStream(bytes, 1 << 16).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the geography data " + name, e);
    }
  }

  static List<String> lines(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
  }
}
