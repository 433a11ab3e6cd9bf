package dev.placemill.source.geography;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// One packed file of the geography data, read whole. A file that is missing or damaged is a broken
/// build, so it is an exception and not an answer.
record GeographyFile(byte[] content) {
  static GeographyFile read(String name) {
    try (InputStream packed = GeographyFile.class.getResourceAsStream(name)) {
      if (packed == null) {
        throw new IllegalStateException("the geography data lacks " + name + "; run data/refresh");
      }
      var bytes = new ByteArrayInputStream(packed.readAllBytes());
      return new GeographyFile(new GZIPInputStream(bytes, 1 << 16).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the geography data " + name, e);
    }
  }

  List<String> lines() {
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}
