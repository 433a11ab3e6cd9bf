package dev.placemill.server.dataset;

import dev.placemill.config.ConfigReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How reference data may be changed over the API: the keys `reference.*`.
///
/// @param importDirectory files below it may be imported by their path; null for none
/// @param maxUploadBytes the largest file that may be sent, counted after decompression
/// @param managedBy the only organization whose keys may import and drop; null for every one
public record DatasetConfig(
    @Nullable Path importDirectory, long maxUploadBytes, @Nullable String managedBy) {
  static final String IMPORT_DIRECTORY = "reference.import-directory";
  static final String MAX_UPLOAD = "reference.max-upload";
  static final String MANAGED_BY = "reference.managed-by";

  public static DatasetConfig read(ConfigReader reader) {
    return new DatasetConfig(
        reader.optionalForm(
            IMPORT_DIRECTORY,
            "directory of this server's machine from which a key with the scope `admin` may import"
                + " files by their path; unset means none",
            "the absolute path of a directory",
            DatasetConfig::absolute),
        reader.bytes(
            MAX_UPLOAD,
            "20GB",
            "largest file of places that may be sent to be imported, whatever `http.max-body` is,"
                + " counted after decompression",
            1 << 10,
            1L << 40),
        reader.optionalText(
            MANAGED_BY,
            "the one organization whose keys may import and drop datasets, which all organizations"
                + " of this server share; unset means those of every organization"));
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException _) {
      return null;
    }
  }
}
