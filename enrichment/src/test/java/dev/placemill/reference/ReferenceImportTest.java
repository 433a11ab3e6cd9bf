package dev.placemill.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.placemill.match.Clues;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceSink;
import dev.placemill.reference.file.RecordDraft;
import dev.placemill.reference.file.UnreadableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceImportTest {
  private static final ImportProgress SILENT = (_, _, _) -> {};
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private Path reference = Path.of("");
  private ReferenceImport imports = new ReferenceImport(reference, CLOCK);
  private ReferenceCatalog catalog = new ReferenceCatalog(reference);

  @BeforeEach
  void openCatalog() {
    reference = directory.resolve("reference");
    imports = new ReferenceImport(reference, CLOCK);
    catalog = new ReferenceCatalog(reference, nanos::get);
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  @Test
  void anImportedPlaceIsFoundAsItWasInTheFile() {
    ImportResult result =
        imports.run(
            file("a", "Café Llorca").write(directory.resolve("Monaco-2020.osm.pbf")),
            ReferenceImport.datasetName(Path.of("Monaco-2020.osm.pbf")),
            SILENT);

    assertThat(result.dataset().name()).isEqualTo("monaco-2020");
    assertThat(result.dataset().format()).isEqualTo("osm");
    assertThat(result.dataset().licence()).isEqualTo("ODbL-1.0");
    assertThat(result.places()).isEqualTo(1);
    PlaceRecord record = found("Cafe Lorca").getFirst();
    assertThat(record.name()).isEqualTo("Café Llorca");
    assertThat(record.dataset()).isEqualTo("monaco-2020");
    assertThat(record.id()).isEqualTo("node/1");
    assertThat(record.phone()).isEqualTo("+377 99 99 29 29");
    assertThat(record.address().street()).isEqualTo("Avenue Princesse Grace");
    assertThat(record.observedOn()).isEqualTo("2026-06-01");
    assertThat(record.categories()).contains("cafe");
  }

  @Test
  void datasetsLieSideBySideAndEachIsReplacedByItsName() {
    run("one", file("x", "Alpha"));
    run("two", file("x", "Beta"));
    assertThat(names()).containsExactlyInAnyOrder("Alpha", "Beta");

    run("one", file("x", "Gamma"));
    assertThat(names()).containsExactlyInAnyOrder("Gamma", "Beta");
    assertThat(indexDirectories()).hasSize(2);
  }

  @Test
  void aRunningReaderNoticesAnImportWithinASecondAndKeepsWhatItHolds() {
    run("one", file("x", "Alpha"));
    try (ReferenceIndex held = catalog.acquire()) {
      run("one", file("x", "Beta"));
      assertThat(names()).containsExactly("Beta");
      assertThat(held.findCandidates(query("Alpha"))).hasSize(1);
      assertThat(held.findCandidates(query("Alpha")).getFirst().record().get().name())
          .isEqualTo("Alpha");
    }
    Path other = file("x", "Gamma").write(directory.resolve("gamma.osm.pbf"));
    imports.run(other, "one", SILENT);
    assertThat(found("Gamma").getFirst().name()).isEqualTo("Beta");
    nanos.addAndGet(1_000_000_000L);
    assertThat(found("Gamma").getFirst().name()).isEqualTo("Gamma");
  }

  @Test
  void aBadFileLeavesTheIndexAsItWas() throws IOException {
    run("one", file("x", "Alpha"));
    Path good = file("x", "Beta").write(directory.resolve("beta.osm.pbf"));
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(directory.resolve("cut.osm.pbf"), Arrays.copyOf(bytes, 300));

    assertThatThrownBy(() -> imports.run(cut, "one", SILENT))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("cut.osm.pbf");
    assertThatThrownBy(() -> imports.run(directory.resolve("absent"), "one", SILENT))
        .isInstanceOf(UnreadableFile.class);

    assertThat(names()).containsExactly("Alpha");
    assertThat(indexDirectories()).hasSize(1);
  }

  @Test
  void aFileWithoutPlacesReplacesNothing() {
    run("one", file("x", "Alpha"));
    Path empty =
        new OsmFile()
            .node(1, 43.7, 7.4, "highway", "crossing")
            .write(directory.resolve("empty.osm.pbf"));

    assertThatThrownBy(() -> imports.run(empty, "one", SILENT))
        .isInstanceOf(ImportRefused.class)
        .hasMessageContaining("Not one place was found");

    assertThat(names()).containsExactly("Alpha");
    assertThat(indexDirectories()).hasSize(1);
  }

  @Test
  void whatAKilledImportLeftIsRemovedByTheNext() throws IOException {
    run("one", file("x", "Alpha"));
    Path leftover = Files.createDirectory(reference.resolve("one.2.index"));
    Files.writeString(leftover.resolve("_0.cfs"), "half an index");

    run("two", file("x", "Beta"));

    assertThat(names()).containsExactlyInAnyOrder("Alpha", "Beta");
    assertThat(indexDirectories()).hasSize(2);
  }

  @Test
  void twoImportsAtOnceAreRefused() {
    Path file = file("x", "Alpha").write(directory.resolve("alpha.osm.pbf"));

    imports.run(
        file,
        "one",
        (_, _, _) ->
            assertThatThrownBy(() -> imports.run(file, "two", SILENT))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("another import"));

    assertThat(names()).containsExactly("Alpha");
  }

  @Test
  void progressCountsUpToTheWholeFile() throws IOException {
    Path file = file("x", "Alpha").write(directory.resolve("alpha.osm.pbf"));
    AtomicLong done = new AtomicLong();
    AtomicLong all = new AtomicLong();

    imports.run(
        file,
        "one",
        (_, bytesDone, bytesTotal) -> {
          assertThat(bytesDone).isGreaterThanOrEqualTo(done.getAndSet(bytesDone));
          all.set(bytesTotal);
        });

    assertThat(done.get()).isEqualTo(all.get()).isEqualTo(Files.size(file));
  }

  @Test
  void everyRecordOfManyIsIndexedOnceInTheOrderOfTheMapAtEachImport() {
    List<PlaceRecord> first = records(manyPlaces(5_000));
    List<PlaceRecord> again = records(manyPlaces(5_000));

    assertThat(first).hasSize(5_000).isEqualTo(again);
    assertThat(first.stream().map(PlaceRecord::id).distinct()).hasSize(5_000);
    double apart = 0;
    for (int i = 1; i < first.size(); i++) {
      apart += Math.abs(latitude(first.get(i)) - latitude(first.get(i - 1)));
    }
    assertThat(apart / first.size())
        .as("mean distance of neighbours in the index, in degrees; any two are 3 apart")
        .isLessThan(1);
  }

  @Test
  void aFailureInTheMiddleOfAReadingLeavesNothing() {
    PlaceFile failing =
        manyPlaces(
            5_000,
            () -> {
              throw new IllegalStateException("the disk is on fire");
            });

    assertThatThrownBy(() -> records(failing)).hasMessage("the disk is on fire");

    assertThat(indexDirectories()).isEmpty();
    assertThat(names()).isEmpty();
  }

  private List<PlaceRecord> records(PlaceFile file) {
    imports.run(new ImportRequest("many", "many", List.of(file), file.facts()), SILENT);
    nanos.addAndGet(2_000_000_000L);
    List<PlaceRecord> records = new ArrayList<>();
    try (ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(records::add);
    }
    return records;
  }

  private static double latitude(PlaceRecord place) {
    return Objects.requireNonNull(place.coordinates()).latitude();
  }

  private static PlaceFile manyPlaces(int count) {
    return manyPlaces(count, () -> {});
  }

  private static PlaceFile manyPlaces(int count, Runnable end) {
    return new PlaceFile() {
      @Override
      public FileFacts facts() {
        return new FileFacts("invented", null, null, null);
      }

      @Override
      public long bytes() {
        return count;
      }

      @Override
      public void read(String dataset, PlaceSink sink) {
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
          new RecordDraft(dataset, "place/" + i)
              .named("Place " + i)
              .at(40 + random.nextDouble() * 10, random.nextDouble() * 10)
              .into(sink);
        }
        end.run();
      }
    };
  }

  @Test
  void aDirectoryWithoutImportsHoldsNothing() {
    try (ReferenceIndex index = catalog.acquire()) {
      assertThat(index.datasets()).isEmpty();
      assertThat(index.findCandidates(query("Alpha"))).isEmpty();
    }
  }

  @Test
  void anIndexOfAnotherVersionIsLeftOutAndTheOthersAreSearched() throws IOException {
    run("one", file("x", "Alpha"));
    run("two", file("x", "Beta"));
    markAsOfAnotherVersion("one.1.index");

    assertThat(names()).containsExactly("Beta");
    try (ReferenceIndex index = catalog.acquire()) {
      assertThat(index.datasets()).extracting(ReferenceDataset::name).containsExactly("two");
    }
    assertThat(new ReferenceDatasets(reference).list())
        .extracting(listed -> listed.dataset().name(), ReferenceDatasets.Listed::isSearched)
        .containsExactlyInAnyOrder(tuple("one", false), tuple("two", true));

    run("one", file("x", "Alpha"));
    assertThat(names()).containsExactlyInAnyOrder("Alpha", "Beta");
  }

  @Test
  void theOnlyIndexOfAnotherVersionIsRefusedUntilItIsImportedAgain() throws IOException {
    run("one", file("x", "Alpha"));
    markAsOfAnotherVersion("one.1.index");

    assertThatThrownBy(() -> catalog.acquire())
        .isInstanceOf(UnreadableDataset.class)
        .hasMessageContaining("written by another version of Placemill; import");

    run("one", file("x", "Alpha"));
    assertThat(found("Alpha")).hasSize(1);
  }

  private void markAsOfAnotherVersion(String indexDirectory) throws IOException {
    try (var index = FSDirectory.open(reference.resolve(indexDirectory));
        var writer = new IndexWriter(index, new IndexWriterConfig())) {
      writer.setLiveCommitData(Map.of("placemill.format", "1").entrySet());
      writer.commit();
    }
  }

  @Test
  void aDamagedManifestIsSaidToBeDamaged() throws IOException {
    Files.createDirectories(reference);
    Files.writeString(reference.resolve("datasets.json"), "{nonsense");

    assertThatThrownBy(catalog::acquire)
        .isInstanceOf(UnreadableDataset.class)
        .hasMessageContaining("datasets.json");
  }

  private void run(String dataset, OsmFile file) {
    imports.run(file.write(directory.resolve(dataset + ".osm.pbf")), dataset, SILENT);
    nanos.addAndGet(2_000_000_000L);
  }

  private static OsmFile file(String street, String name) {
    return OsmFile.ofCafe(
        name,
        "phone",
        "+377 99 99 29 29",
        "addr:street",
        street.equals("a") ? "Avenue Princesse Grace" : street);
  }

  private List<PlaceRecord> found(String name) {
    try (ReferenceIndex index = catalog.acquire()) {
      return index.findCandidates(query(name)).stream()
          .map(candidate -> candidate.record().get())
          .toList();
    }
  }

  private List<String> names() {
    return found("Anything").stream().map(PlaceRecord::name).toList();
  }

  private static CandidateQuery query(String name) {
    Place place =
        new Place(name, new Coordinates(43.7385, 7.4250), PostalAddress.NONE, null, Claims.NONE);
    return new CandidateQuery(Clues.of(place, List.of(), List.of()), PostalAddress.NONE, null);
  }

  private List<Path> indexDirectories() {
    try (Stream<Path> files = Files.list(reference)) {
      return files.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
