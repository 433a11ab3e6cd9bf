package dev.placemill.server.app;

import dev.placemill.library.Sources;
import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ImportResult;
import dev.placemill.reference.ReferenceDataset;
import dev.placemill.reference.ReferenceDatasets;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.server.cli.LocalOperations.DatasetLine;
import dev.placemill.server.cli.LocalOperations.ImportOptions;
import dev.placemill.server.cli.LocalOperations.ImportProgress;
import dev.placemill.server.cli.LocalOperations.ImportSummary;
import dev.placemill.server.cli.LocalOperations.ImportedLine;
import dev.placemill.server.dataset.DatasetFiles;
import dev.placemill.terminal.CommandFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The datasets of a data directory as the commands see them.
final class ReferenceData {
  private final Path directory;
  private final Clock clock;

  ReferenceData(Path dataDirectory, Clock clock) {
    this.directory = Sources.referenceDirectory(dataDirectory);
    this.clock = clock;
  }

  /// Imports what is asked for. All files are looked at before the first is read, so that a wrong
  /// one among many costs no time.
  ImportSummary importFiles(ImportOptions options, Consumer<ImportProgress> progress) {
    List<ImportRequest> requests = requests(options);
    var reference = new ReferenceImport(directory, clock);
    List<ImportResult> results =
        requests.stream().map(request -> run(reference, request, progress)).toList();
    List<DatasetLine> listed = list();
    List<ImportedLine> imported = results.stream().map(result -> line(result, listed)).toList();
    return new ImportSummary(imported, listed.stream().mapToLong(DatasetLine::places).sum());
  }

  private static ImportResult run(
      ReferenceImport reference, ImportRequest request, Consumer<ImportProgress> progress) {
    return reference.run(
        request,
        (places, done, total) ->
            progress.accept(
                new ImportProgress(
                    request.dataset(), places, total == 0 ? 1 : (double) done / total)));
  }

  private static List<ImportRequest> requests(ImportOptions options) {
    Map<Path, PlaceFile> opened = new LinkedHashMap<>();
    var datasetFiles = new DatasetFiles();
    for (Path file : options.files()) {
      opened.put(file, datasetFiles.open(file, options.columns()));
    }
    if (!options.columns().isEmpty() && opened.values().stream().noneMatch(DatasetFiles::isTable)) {
      throw new CommandFailure("--column is for CSV files, and there is none among these.");
    }
    if (options.dataset() != null) {
      return List.of(request(options.dataset(), opened, options));
    }
    if (opened.keySet().stream().map(ReferenceImport::datasetName).distinct().count()
        < options.files().size()) {
      throw new CommandFailure(
          "Two of these files bear one name, and the second would replace the first; make one"
              + " dataset of them with --dataset, or import them one by one.");
    }
    return opened.entrySet().stream()
        .map(file ->
            request(
                ReferenceImport.datasetName(file.getKey()),
                Map.of(file.getKey(), file.getValue()),
                options))
        .toList();
  }

  private static ImportRequest request(
      String dataset, Map<Path, PlaceFile> files, ImportOptions options) {
    String first = String.valueOf(files.keySet().iterator().next().getFileName());
    return DatasetFiles.request(
        dataset,
        files.size() == 1 ? first : "%s and %d more".formatted(first, files.size() - 1),
        List.copyOf(files.values()),
        options.version(),
        options.licence(),
        options.date());
  }

  private static ImportedLine line(ImportResult result, List<DatasetLine> listed) {
    String name = result.dataset().name();
    return new ImportedLine(
        listed.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow(),
        result.closed(),
        DatasetFiles.leftOut(result),
        result.elapsed().toMillis() / 1_000.0);
  }

  List<DatasetLine> list() {
    return new ReferenceDatasets(directory).list().stream().map(ReferenceData::line).toList();
  }

  DatasetLine drop(String name) {
    List<DatasetLine> listed = list();
    if (new ReferenceDatasets(directory).drop(name).isEmpty()) {
      throw new CommandFailure(
          DatasetFiles.noneCalled(name, listed.stream().map(DatasetLine::name).toList()));
    }
    return listed.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
  }

  private static DatasetLine line(ReferenceDatasets.Listed listed) {
    ReferenceDataset dataset = listed.dataset();
    LocalDate date = dataset.date();
    return new DatasetLine(
        dataset.name(),
        dataset.format(),
        dataset.places(),
        dataset.version(),
        dataset.licence(),
        date == null ? null : date.toString(),
        dataset.importedAt().toString(),
        dataset.file(),
        listed.bytes(),
        listed.isSearched());
  }
}
