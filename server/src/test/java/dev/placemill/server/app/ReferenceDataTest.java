package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.placemill.match.PlaceRecord;
import dev.placemill.reference.ImportRefused;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.reference.file.UnreadableFile;
import dev.placemill.server.cli.CommandLineInterface;
import dev.placemill.server.cli.LocalOperations.DatasetLine;
import dev.placemill.server.cli.LocalOperations.ImportOptions;
import dev.placemill.server.cli.LocalOperations.ImportSummary;
import dev.placemill.server.cli.LocalOperations.ImportedLine;
import dev.placemill.table.UnusableList;
import dev.placemill.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of each kind, imported, listed and dropped. They were written for these tests: nothing in
/// them is of anybody's dataset.
class ReferenceDataTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private static final List<String> FILES =
      List.of(
          "town.osm.pbf",
          "chain.geojson",
          "part-00000.parquet",
          "part-00001.parquet",
          "foursquare.parquet",
          "stores.csv");

  @TempDir Path directory;
  private ReferenceData data = new ReferenceData(Path.of(""), CLOCK);

  @BeforeEach
  void copyFiles() throws IOException {
    data = new ReferenceData(directory.resolve("data"), CLOCK);
    for (String file : FILES) {
      try (InputStream in = ReferenceDataTest.class.getResourceAsStream("files/" + file)) {
        Files.copy(Objects.requireNonNull(in, file), directory.resolve(file));
      }
    }
  }

  @Test
  void everyKindOfFileBecomesADatasetWithWhatItSaysOfItself() {
    ImportSummary summary =
        run(null, "town.osm.pbf", "chain.geojson", "foursquare.parquet", "stores.csv");

    assertThat(summary.imported().stream().map(ImportedLine::dataset))
        .extracting(DatasetLine::name, DatasetLine::format, DatasetLine::places)
        .containsExactly(
            tuple("town", "osm", 2L),
            tuple("chain", "geojson", 1L),
            tuple("foursquare", "foursquare", 1L),
            tuple("stores", "csv", 2L));
    assertThat(summary.placesInIndex()).isEqualTo(6);
    assertThat(summary.imported().getLast().leftOut()).containsExactly("1 without a name");
    assertThat(data.list())
        .extracting(DatasetLine::licence)
        .containsExactly("ODbL-1.0", null, "Apache-2.0", null);
    assertThat(data.list()).allSatisfy(line -> assertThat(line.bytes()).isPositive());
  }

  @Test
  void whatThePersonSaysOfADatasetGoesBeforeWhatTheFileSays() {
    data.importFiles(
        new ImportOptions(
            List.of(directory.resolve("town.osm.pbf")),
            "mine",
            "v7",
            "proprietary",
            LocalDate.of(2026, 11, 1),
            Map.of()),
        _ -> {});

    DatasetLine line = data.list().getFirst();
    assertThat(line.name()).isEqualTo("mine");
    assertThat(line.version()).isEqualTo("v7");
    assertThat(line.licence()).isEqualTo("proprietary");
    assertThat(line.date()).isEqualTo("2026-11-01");
  }

  @Test
  void aTableIsReadByTheWordsOfItsHeader() {
    run(null, "stores.csv");

    PlaceRecord pizzeria = record("1");
    assertThat(pizzeria.name()).isEqualTo("Pizzeria Süd");
    assertThat(Objects.requireNonNull(pizzeria.coordinates()).latitude()).isEqualTo(48.13);
    assertThat(pizzeria.address().street()).isEqualTo("Hauptstr. 5");
    assertThat(pizzeria.address().postalCode()).isEqualTo("80331");
    assertThat(pizzeria.tags())
        .containsEntry("phone", "089 123456")
        .containsEntry("cuisine", "pizza");
    assertThat(pizzeria.observedOn()).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(pizzeria.isClosed()).isFalse();
    assertThat(record("2").isClosed()).isTrue();
  }

  @Test
  void severalFilesMakeOneDatasetWhichTheNextImportReplaces() {
    run("overture", "part-00000.parquet", "part-00001.parquet");
    assertThat(data.list())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.places()).isEqualTo(2);
          assertThat(line.file()).isEqualTo("part-00000.parquet and 1 more");
        });

    run("overture", "part-00001.parquet");
    assertThat(data.list()).singleElement().extracting(DatasetLine::places).isEqualTo(1L);
  }

  @Test
  void aBadFileAmongOthersChangesNothing() throws IOException {
    run(null, "chain.geojson");
    byte[] whole = Files.readAllBytes(directory.resolve("town.osm.pbf"));
    Files.write(directory.resolve("town.osm.pbf"), Arrays.copyOf(whole, whole.length - 9));
    Files.writeString(directory.resolve("stores.csv"), "a;b\n1;2\n");

    assertThatThrownBy(() -> run(null, "town.osm.pbf"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("is the download complete?");
    assertThatThrownBy(() -> run(null, "part-00000.parquet", "stores.csv"))
        .isInstanceOf(UnusableList.class)
        .hasMessageContaining("no column holds the places' names");

    assertThat(data.list()).extracting(DatasetLine::name).containsExactly("chain");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws IOException {
    Path other = Files.createDirectories(directory.resolve("other")).resolve("town.osm.pbf");
    Files.copy(directory.resolve("town.osm.pbf"), other);

    assertThatThrownBy(() ->
            data.importFiles(
                options(null, Map.of("name", "X"), directory.resolve("town.osm.pbf")), _ -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--column is for CSV files");
    assertThatThrownBy(() ->
            data.importFiles(
                options(null, Map.of(), directory.resolve("town.osm.pbf"), other), _ -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("bear one name");
  }

  @Test
  void noDatasetMayBearTheNameOfASourceAndBeTrustedLikeIt() throws IOException {
    Path file = directory.resolve("website.csv");
    Files.copy(directory.resolve("stores.csv"), file);

    assertThatThrownBy(() -> data.importFiles(options(null, Map.of(), file), _ -> {}))
        .isInstanceOf(ImportRefused.class)
        .hasMessageContaining("A dataset cannot be called \"website\"")
        .hasMessageContaining("--dataset");
    assertThat(data.list()).isEmpty();
    for (String source : List.of("client", "Search", "llm", "name-suggestion-index", "geography")) {
      assertThatThrownBy(() -> run(source, "stores.csv"))
          .as(source)
          .isInstanceOf(ImportRefused.class);
    }
    run("osm", "stores.csv");
  }

  @Test
  void aDroppedDatasetIsGoneForARunningReaderTooButNotWhileItHoldsIt() {
    run(null, "town.osm.pbf", "chain.geojson");
    try (var catalog = new ReferenceCatalog(directory.resolve("data/reference"));
        ReferenceIndex held = catalog.acquire()) {
      assertThat(data.drop("town").places()).isEqualTo(2);

      List<PlaceRecord> records = new ArrayList<>();
      held.forEachRecord(records::add);
      assertThat(records).hasSize(3);
    }
    assertThat(records()).extracting(PlaceRecord::name).containsExactly("Corner");
    assertThatThrownBy(() -> data.drop("town"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("There is no dataset \"town\"; there is chain.");
  }

  @Test
  void theCommandsOfThePageWork() throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/reference-data.md"));
    List<String> commands = page.lines().filter(line -> line.startsWith("./placemill ")).toList();
    assertThat(commands).hasSizeGreaterThan(6);
    var local = new LocalApp(Map.of(), CLOCK);
    for (String command : commands) {
      String[] words =
          Stream.concat(
                  Arrays.stream(command.split(" ", -1)).skip(1),
                  Stream.of("--data", directory.resolve("data").toString()))
              .map(word -> FILES.contains(word) ? directory.resolve(word).toString() : word)
              .toArray(String[]::new);
      assertThat(CommandLineInterface.run(words, new LocalEngine(local), local))
          .as(command)
          .isZero();
    }
    assertThat(data.list())
        .extracting(DatasetLine::name)
        .containsExactly("town", "overture", "foursquare", "stores");
  }

  private ImportSummary run(@Nullable String dataset, String... files) {
    Path[] paths = Arrays.stream(files).map(directory::resolve).toArray(Path[]::new);
    return data.importFiles(options(dataset, Map.of(), paths), _ -> {});
  }

  private static ImportOptions options(
      @Nullable String dataset, Map<String, String> columns, Path... files) {
    return new ImportOptions(List.of(files), dataset, null, null, null, columns);
  }

  private PlaceRecord record(String id) {
    return records().stream().filter(record -> record.id().equals(id)).findFirst().orElseThrow();
  }

  private List<PlaceRecord> records() {
    List<PlaceRecord> records = new ArrayList<>();
    try (var catalog = new ReferenceCatalog(directory.resolve("data/reference"));
        ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(records::add);
    }
    return records;
  }
}
