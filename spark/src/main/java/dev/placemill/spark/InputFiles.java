package dev.placemill.spark;

import dev.placemill.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// The files that a path of the input stands for: one, all of a directory, or those of a pattern.
final class InputFiles {
  private static final int BEGINNING = 4096;

  private InputFiles() {}

  /// In the order of their paths.
  ///
  /// @throws CommandFailure when there are none
  static List<InputFile> find(String input, Configuration hadoop) throws IOException {
    Path path = new Path(input);
    FileSystem files = path.getFileSystem(hadoop);
    // A name with the signs of a pattern in it can also be that of a file.
    FileStatus[] found =
        files.exists(path) ? new FileStatus[] {files.getFileStatus(path)} : files.globStatus(path);
    if (found == null || found.length == 0) {
      throw new CommandFailure("There is no file %s.".formatted(input));
    }
    List<FileStatus> all = new ArrayList<>();
    for (FileStatus one : found) {
      addFiles(files, one, all);
    }
    all.sort(Comparator.comparing(one -> one.getPath().toString()));
    if (all.isEmpty()) {
      throw new CommandFailure("%s holds no files.".formatted(input));
    }
    List<InputFile> inputs = new ArrayList<>();
    for (FileStatus one : all) {
      inputs.add(
          new InputFile(
              inputs.size(),
              one.getPath().toString(),
              one.getLen(),
              one.getModificationTime(),
              kind(one, hadoop),
              all.size() == 1,
              null,
              null));
    }
    return inputs;
  }

  /// Names that begin with a dot or a low line are other programs' notes.
  private static void addFiles(FileSystem files, FileStatus status, List<FileStatus> all)
      throws IOException {
    if (!status.isDirectory()) {
      all.add(status);
      return;
    }
    for (FileStatus inside : files.listStatus(status.getPath())) {
      String name = inside.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        addFiles(files, inside, all);
      }
    }
  }

  private static InputKind kind(FileStatus file, Configuration hadoop) throws IOException {
    if (file.getLen() == 0) {
      throw new CommandFailure("%s is empty.".formatted(file.getPath()));
    }
    String name = file.getPath().getName();
    if (name.endsWith(".xlsx") || name.endsWith(".geojson")) {
      throw new CommandFailure(
          "%s is no CSV, JSON Lines or Parquet file; save it as one, or use placemill serve, which reads it."
              .formatted(file.getPath()));
    }
    var known = InputKind.findByName(name);
    if (known.isPresent()) {
      return known.get();
    }
    try (InputStream bytes = HadoopFiles.open(file.getPath().toString(), hadoop)) {
      return InputKind.ofBeginning(bytes.readNBytes(BEGINNING));
    }
  }
}
