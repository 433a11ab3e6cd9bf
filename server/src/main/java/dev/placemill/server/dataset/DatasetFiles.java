package dev.placemill.server.dataset;

import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ImportResult;
import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceFiles;
import dev.placemill.table.CsvFile;
import dev.placemill.table.CsvPlaceFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Files on disk as what becomes a dataset, and what is said of it to people.
public final class DatasetFiles {
  private final PlaceFiles files = new PlaceFiles();

  /// Looks at a file, so that what it lacks is said before anything is imported.
  ///
  /// @param columns of a table: which column to read as which field
  /// @throws dev.placemill.reference.file.UnreadableFile if it is none that can be imported
  /// @throws dev.placemill.table.UnusableList if it is a table that describes no places
  public PlaceFile open(Path file, Map<String, String> columns) {
    return files.open(file, path -> CsvPlaceFile.open(CsvFile.inspect(path), columns));
  }

  /// Whether it has columns that somebody may have to name.
  public static boolean isTable(PlaceFile file) {
    return file instanceof CsvPlaceFile;
  }

  /// What becomes one dataset.
  ///
  /// @param origin the name of the file, or of the first and how many more
  /// @param version and `licence` and `date` null for what the files say of themselves
  /// @throws dev.placemill.reference.ImportRefused if no dataset may have that name
  public static ImportRequest request(
      String dataset,
      String origin,
      List<PlaceFile> files,
      @Nullable String version,
      @Nullable String licence,
      @Nullable LocalDate date) {
    return new ImportRequest(
        dataset,
        origin,
        files,
        facts(files.stream().map(PlaceFile::facts).toList()).unless(version, licence, date));
  }

  /// What several files have in common, or each of them says.
  private static FileFacts facts(List<FileFacts> all) {
    LocalDate latest =
        all.stream()
            .map(FileFacts::date)
            .filter(Objects::nonNull)
            .max(LocalDate::compareTo)
            .orElse(null);
    return new FileFacts(
        Objects.requireNonNull(said(all, FileFacts::format)),
        said(all, FileFacts::version),
        said(all, FileFacts::licence),
        latest);
  }

  private static @Nullable String said(
      List<FileFacts> all, Function<FileFacts, @Nullable String> fact) {
    String said =
        all.stream()
            .map(fact)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(" and "));
    return said.isEmpty() ? null : said;
  }

  /// What of the files is no place one could look for, in words: `3 without a name`.
  public static List<String> leftOut(ImportResult result) {
    return result.leftOut().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().words()))
        .toList();
  }

  /// Says that there is no such dataset, and which there are.
  public static String noneCalled(String name, List<String> names) {
    return "There is no dataset \"%s\"; %s."
        .formatted(
            name, names.isEmpty() ? "there are none" : "there is " + String.join(", ", names));
  }
}
