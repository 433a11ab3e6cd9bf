package dev.placemill.spark;

import dev.placemill.table.ListSource;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/// Reads files wherever Hadoop finds them, unpacked if their names say that they are packed.
final class HadoopFiles {
  private HadoopFiles() {}

  static ListSource source(InputFile file, Configuration hadoop) {
    return new ListSource(file.fileName(), file.bytes(), () -> open(file.path(), hadoop));
  }

  static InputStream open(String path, Configuration hadoop) throws IOException {
    Path where = new Path(path);
    InputStream bytes = where.getFileSystem(hadoop).open(where);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(where);
    return codec == null ? bytes : codec.createInputStream(bytes);
  }
}
