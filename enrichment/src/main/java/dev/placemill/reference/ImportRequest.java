package dev.placemill.reference;

import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is to become one dataset.
///
/// @param dataset its name; a dataset of this name is replaced
/// @param origin the name of the file, or of the first and how many more, for people
/// @param files what is read, in this order
/// @param facts what the list of datasets will say of it
public record ImportRequest(String dataset, String origin, List<PlaceFile> files, FileFacts facts) {
  /// What evidence of other origins is called, and trusted by: a dataset of such a name would be
  /// believed like the place's own website, or like the client.
  private static final Set<String> OTHER_ORIGINS =
      Set.of(
          "client",
          "geography",
          "grid",
          "llm",
          "name-suggestion-index",
          "reference",
          "search",
          "website");

  /// @throws ImportRefused if other evidence bears the name
  public ImportRequest {
    files = List.copyOf(files);
    if (dataset.isBlank() || files.isEmpty()) {
      throw new IllegalArgumentException("A dataset needs a name and a file.");
    }
    if (isOfOtherOrigin(dataset)) {
      throw new ImportRefused(
          "A dataset cannot be called \"%s\": evidence of another origin is called so, and the dataset would be trusted like it; give it another name with --dataset."
              .formatted(dataset));
    }
  }

  /// Whether other evidence bears the name, so that no dataset may.
  public static boolean isOfOtherOrigin(String dataset) {
    return OTHER_ORIGINS.contains(dataset.strip().toLowerCase(Locale.ROOT));
  }
}
