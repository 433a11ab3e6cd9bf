package dev.placemill.reference;

import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import java.util.List;

/// What is to become one dataset.
///
/// @param dataset its name; a dataset of this name is replaced
/// @param origin the name of the file, or of the first and how many more, for people
/// @param files what is read, in this order
/// @param facts what the list of datasets will say of it
public record ImportRequest(String dataset, String origin, List<PlaceFile> files, FileFacts facts) {
  public ImportRequest {
    files = List.copyOf(files);
    if (dataset.isBlank() || files.isEmpty()) {
      throw new IllegalArgumentException("A dataset needs a name and a file.");
    }
  }
}
