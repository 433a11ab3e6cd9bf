package dev.placemill.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory with everything in it.
final class FileTree {
  private FileTree() {}

  static void delete(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : paths(top)) {
      Files.delete(path);
    }
  }

  /// Gives the tree to a user, unless its top belongs to them already.
  static void giveTo(UserPrincipal owner, Path top) throws IOException {
    if (!Files.exists(top) || Files.getOwner(top).equals(owner)) {
      return;
    }
    for (Path path : paths(top)) {
      Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(owner);
    }
  }

  /// Deepest first, so that the top changes last: a tree half done is done again.
  private static List<Path> paths(Path top) throws IOException {
    try (Stream<Path> paths = Files.walk(top)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
