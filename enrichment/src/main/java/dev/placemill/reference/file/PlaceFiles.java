package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells what kind of file a file is, by what it holds rather than by its name.
public final class PlaceFiles {
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  /// @throws UnreadableFile if there is no such file, or nothing that can be read here
  public PlaceFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UnreadableFile(path, Files.exists(path) ? "is not a file" : "does not exist");
    }
    if (!Files.isReadable(path)) {
      throw new UnreadableFile(path, "may not be read by this user");
    }
    return new OsmPbfFile(path, taxonomy);
  }
}
