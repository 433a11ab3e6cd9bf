package dev.placemill.spark;

import dev.placemill.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// The files that a path of the input stands for: one, all of a directory, or those of a pattern;
/// each once, however often it is meant.
final class InputFiles {
  private static final int BEGINNING = 4096;

  private final FileSystem files;
  private final String output;

  /// By their paths, in their order.
  private final Map<String, FileStatus> found = new TreeMap<>();

  private InputFiles(FileSystem files, String output) {
    this.files = files;
    this.output = output;
  }

  /// In the order of their paths.
  ///
  /// @param output where the results go, which are no input wherever they are
  /// @throws CommandFailure when there are none
  static List<InputFile> find(String input, OutputDirectory output, Configuration hadoop)
      throws IOException {
    Path path = path(input);
    FileSystem files = path.getFileSystem(hadoop);
    var all = new InputFiles(files, output.path());
    // A name with the signs of a pattern in it can also be that of a file.
    if (files.exists(path)) {
      all.add(files.getFileStatus(path));
    } else {
      all.addMatching(path);
    }
    if (all.found.isEmpty()) {
      throw new CommandFailure("%s holds no files.".formatted(input));
    }
    return all.described(hadoop);
  }

  /// @throws CommandFailure when it cannot be one
  private static Path path(String input) {
    try {
      return new Path(input);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("\"%s\" is no path (%s).".formatted(input, e.getMessage()), e);
    }
  }

  private void addMatching(Path pattern) throws IOException {
    FileStatus[] matching = files.globStatus(pattern);
    if (matching == null || matching.length == 0) {
      throw new CommandFailure("There is no file %s.".formatted(pattern));
    }
    for (FileStatus one : matching) {
      if (!isNote(one.getPath(), pattern)) {
        add(one);
      }
    }
  }

  /// Whether a pattern leads to it by chance, through a name that it does not give itself.
  private static boolean isNote(Path path, Path pattern) {
    Path name = path;
    Path given = pattern;
    while (name != null && given != null && !name.getName().isEmpty()) {
      if (isHidden(name) && !isHidden(given)) {
        return true;
      }
      name = name.getParent();
      given = given.getParent();
    }
    return false;
  }

  private void add(FileStatus status) throws IOException {
    String path = status.getPath().toString();
    if (path.equals(output) || path.startsWith(output + "/")) {
      return;
    }
    if (!status.isDirectory()) {
      found.put(path, status);
      return;
    }
    for (FileStatus inside : files.listStatus(status.getPath())) {
      if (!isHidden(inside.getPath())) {
        add(inside);
      }
    }
  }

  /// Names that begin with a dot or a low line are programs' notes, ours too.
  private static boolean isHidden(Path path) {
    return path.getName().startsWith(".") || path.getName().startsWith("_");
  }

  private List<InputFile> described(Configuration hadoop) throws IOException {
    int above = lengthOfDirectory();
    List<InputFile> inputs = new ArrayList<>();
    for (FileStatus one : found.values()) {
      String path = one.getPath().toString();
      inputs.add(
          new InputFile(
              inputs.size(),
              path,
              path.substring(above),
              one.getLen(),
              one.getModificationTime(),
              kind(one, hadoop),
              found.size() == 1,
              null,
              null));
    }
    return inputs;
  }

  /// How much of every path is that of the directory they are all in, with the stroke behind it.
  private int lengthOfDirectory() {
    Iterator<String> paths = found.keySet().iterator();
    String first = paths.next();
    String shared = first.substring(0, first.lastIndexOf('/') + 1);
    while (paths.hasNext()) {
      String path = paths.next();
      while (!path.startsWith(shared)) {
        shared = shared.substring(0, shared.lastIndexOf('/', shared.length() - 2) + 1);
      }
    }
    return shared.length();
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
