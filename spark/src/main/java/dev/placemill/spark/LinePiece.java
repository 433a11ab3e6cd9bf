package dev.placemill.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/// A piece of a file of lines, read by one task: the lines that begin in it.
///
/// @param end the first byte behind it
record LinePiece(InputFile file, long start, long end) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long BYTES = 32L << 20;

  /// All pieces of some files. One that is packed is one piece, since nobody can begin in its
  /// middle.
  static List<LinePiece> of(List<InputFile> files, Configuration hadoop) {
    List<LinePiece> pieces = new ArrayList<>();
    for (InputFile file : files) {
      if (isPacked(file, hadoop)) {
        pieces.add(new LinePiece(file, 0, Long.MAX_VALUE));
      } else {
        for (long start = 0; start < file.bytes(); start += BYTES) {
          pieces.add(new LinePiece(file, start, Math.min(start + BYTES, file.bytes())));
        }
      }
    }
    return pieces;
  }

  private static boolean isPacked(InputFile file, Configuration hadoop) {
    return new CompressionCodecFactory(hadoop).getCodec(new Path(file.path())) != null;
  }

  /// How many tasks read them: small files are read some by one.
  static int tasks(List<LinePiece> pieces, int atLeast) {
    long bytes = pieces.stream().mapToLong(LinePiece::bytes).sum();
    return Math.clamp(Math.max(atLeast, bytes / BYTES), 1, pieces.size());
  }

  private long bytes() {
    return Math.min(end, file.bytes()) - start;
  }
}
