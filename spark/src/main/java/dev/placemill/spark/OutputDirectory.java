package dev.placemill.spark;

import dev.placemill.report.EnrichmentReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/// The directory that is written: a file for each part, which has its name only when it is whole,
/// and below `_placemill` what a later run must know to go on. Programs that read directories pass
/// over names that begin with a low line.
///
/// @param path with its file system, the same on every machine
record OutputDirectory(String path, OutputFormat format) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String NOTES = "_placemill";
  private static final String RUN = "run.json";
  private static final String ATTEMPTS = "attempts";
  private static final String SUCCESS = "_SUCCESS";

  /// @param path as a person wrote it
  static OutputDirectory of(String path, OutputFormat format, Configuration hadoop)
      throws IOException {
    Path where = new Path(path);
    return new OutputDirectory(where.getFileSystem(hadoop).makeQualified(where).toString(), format);
  }

  private Path at(String... names) {
    Path where = new Path(path);
    for (String name : names) {
      where = new Path(where, name);
    }
    return where;
  }

  private FileSystem files(Configuration hadoop) throws IOException {
    FileSystem files = at().getFileSystem(hadoop);
    // Sums beside each file are nothing a reader wants to see.
    files.setWriteChecksum(false);
    return files;
  }

  /// The notes of the run that began it, or null when none did.
  byte @Nullable [] run(Configuration hadoop) throws IOException {
    try (var in = files(hadoop).open(at(NOTES, RUN))) {
      return in.readAllBytes();
    } catch (FileNotFoundException _) {
      return null;
    }
  }

  /// Whether something is there that no run of ours has written.
  boolean isTaken(Configuration hadoop) throws IOException {
    try {
      FileStatus status = files(hadoop).getFileStatus(at());
      return !status.isDirectory() || files(hadoop).listStatus(at()).length > 0;
    } catch (FileNotFoundException _) {
      return false;
    }
  }

  /// Whether it is in the file system of whichever machine looks.
  boolean isOnOneMachine(Configuration hadoop) throws IOException {
    return "file".equals(files(hadoop).getUri().getScheme());
  }

  /// Begins a run. The notes are there as a whole or not at all.
  void begin(byte[] run, Configuration hadoop) throws IOException {
    FileSystem files = files(hadoop);
    Path draft = at(NOTES, RUN + "." + UUID.randomUUID());
    write(files, draft, run);
    if (!files.rename(draft, at(NOTES, RUN))) {
      throw new IOException("%s cannot be written.".formatted(at(NOTES, RUN)));
    }
  }

  private static void write(FileSystem files, Path where, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(where, true)) {
      out.write(bytes);
    }
  }

  /// The numbers of the parts that are not written yet.
  int[] missing(int parts, Configuration hadoop) throws IOException {
    boolean[] isThere = new boolean[parts];
    for (FileStatus file : files(hadoop).listStatus(at())) {
      String name = file.getPath().getName();
      if (name.startsWith("part-") && name.endsWith(format.ending())) {
        int part = Integer.parseInt(name.substring(5, name.length() - format.ending().length()));
        isThere[part] = true;
      }
    }
    return IntStream.range(0, parts).filter(part -> !isThere[part]).toArray();
  }

  private String name(int part) {
    return String.format(Locale.ROOT, "part-%06d", part);
  }

  /// The numbers of the others.
  static IntStream written(int parts, int[] missing) {
    BitSet written = new BitSet(parts);
    written.set(0, parts);
    IntStream.of(missing).forEach(written::clear);
    return written.stream();
  }

  /// What became of the rows of parts that are written, as one report.
  Iterator<byte[]> reports(Iterator<Integer> parts, Configuration hadoop) throws IOException {
    FileSystem files = files(hadoop);
    var report = new EnrichmentReport();
    while (parts.hasNext()) {
      try (var in = files.open(at(NOTES, name(parts.next()) + ".json"))) {
        report.addAll(in.readAllBytes());
      }
    }
    return List.of(report.toJson()).iterator();
  }

  /// Whether a run has ended and nobody has taken anything away since.
  boolean isFinished(int parts, Configuration hadoop) throws IOException {
    return files(hadoop).exists(at(SUCCESS)) && missing(parts, hadoop).length == 0;
  }

  /// Says that all parts are there, and clears up after attempts that were cut off.
  ///
  /// @throws IOException when they are not, as where the path is another on each machine
  void finish(int parts, Configuration hadoop) throws IOException {
    int missing = missing(parts, hadoop).length;
    if (missing > 0) {
      throw new IOException(
          "%d of %d parts are not in %s; do all machines have the same there?"
              .formatted(missing, parts, path));
    }
    FileSystem files = files(hadoop);
    files.delete(at(NOTES, ATTEMPTS), true);
    write(files, at(SUCCESS), new byte[0]);
  }

  /// Begins to write a part.
  Attempt attempt(int part, Configuration hadoop) throws IOException {
    FileSystem files = files(hadoop);
    Path draft = at(NOTES, ATTEMPTS, name(part) + "-" + UUID.randomUUID());
    return new Attempt(this, files, part, draft, files.create(draft, true));
  }

  /// One attempt at a part. Several may be under way when a machine was given up too early: the
  /// first to end counts, and all come to the same.
  record Attempt(
      OutputDirectory directory, FileSystem files, int part, Path draft, OutputStream out)
      implements AutoCloseable {

    /// Gives the part its name.
    ///
    /// @param report what became of its rows
    void commit(byte[] report) throws IOException {
      out.close();
      Path whole = directory.at(directory.name(part) + directory.format.ending());
      if (!files.exists(whole)) {
        write(files, directory.at(NOTES, directory.name(part) + ".json"), report);
        if (!files.rename(draft, whole) && !files.exists(whole)) {
          throw new IOException("%s cannot be written.".formatted(whole));
        }
      }
    }

    /// Clears up; what is not committed is gone.
    @Override
    public void close() throws IOException {
      out.close();
      files.delete(draft, false);
    }
  }
}
