package dev.placemill.reference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.reference.OsmFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsmPbfReaderTest {
  @TempDir Path directory;

  @Test
  void nodesWaysAndRelationsBecomePlacesAtTheMiddleOfTheirOutline() throws IOException {
    OsmFile file =
        new OsmFile()
            .node(LocalDate.of(2024, 2, 29), 1, 43.73, 7.42, "amenity", "cafe", "name", "Café A")
            .node(10, 43.70, 7.40)
            .node(11, 43.72, 7.40)
            .node(12, 43.72, 7.44)
            .node(13, 43.70, 7.44)
            .way(100, List.of(10L, 11L, 12L, 13L, 10L), "shop", "mall", "name", "Mall B")
            .way(101, List.of(10L, 11L, 12L, 13L, 10L))
            .way(102, List.of(12L, 12L))
            .relation(200, List.of(101L), List.of(102L), "tourism", "hotel", "name", "Hotel C");

    Map<String, OsmElement> places = read(file.write(path()));

    assertThat(places.keySet()).containsExactly("node/1", "relation/200", "way/100");
    OsmElement cafe = Objects.requireNonNull(places.get("node/1"));
    assertThat(cafe.tags()).containsEntry("name", "Café A");
    assertThat(cafe.editedOn()).isEqualTo(LocalDate.of(2024, 2, 29));
    for (String outline : List.of("way/100", "relation/200")) {
      var middle = Objects.requireNonNull(places.get(outline)).coordinates();
      assertThat(Objects.requireNonNull(middle).latitude()).isCloseTo(43.71, within(1e-6));
      assertThat(middle.longitude()).isCloseTo(7.42, within(1e-6));
    }
  }

  @Test
  void streetFurnitureAndWhatHasNoNameAreNoPlaces() throws IOException {
    OsmFile file =
        new OsmFile()
            .node(1, 1, 1, "amenity", "bench", "name", "Anna's bench")
            .node(2, 1, 1, "amenity", "cafe")
            .node(3, 1, 1, "place", "village", "name", "Somewhere")
            .node(4, 1, 1, "amenity", "fuel", "brand", "Shell")
            .node(5, 1, 1, "shop", "no", "name", "No shop");

    assertThat(read(file.write(path())).keySet()).containsExactly("node/4");
  }

  @Test
  void aPlaceThatIsGoneIsKeptAsGone() throws IOException {
    OsmFile file =
        new OsmFile()
            .node(1, 1, 1, "disused:amenity", "restaurant", "name", "Old Inn")
            .node(2, 1, 1, "was:shop", "bakery", "was:name", "Old Bakery", "shop", "books")
            .node(3, 1, 1, "shop", "vacant", "old_name", "Old Shop")
            .node(4, 1, 1, "was:shop", "toys", "shop", "books", "name", "New Books");

    Map<String, OsmElement> places = read(file.write(path()));

    assertThat(
            places.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, e -> OsmPlaceTags.isClosed(e.getValue().tags()))))
        .containsEntry("node/1", true)
        .containsEntry("node/3", true)
        .containsEntry("node/4", false);
  }

  @Test
  void aForeignFileIsRefusedInOneSentence() throws IOException {
    refused(
        "<?xml version='1.0'?><osm></osm>".getBytes(StandardCharsets.UTF_8),
        "is not an OpenStreetMap .pbf file");
    refused("PK and more".getBytes(StandardCharsets.UTF_8), "is not an OpenStreetMap .pbf file");
    refused(new byte[] {0, 0}, "is not an OpenStreetMap .pbf file");
    refused(new byte[0], "is empty");
    assertThatThrownBy(() -> read(directory.resolve("absent.osm.pbf")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageEndingWith("absent.osm.pbf does not exist");
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(cafe().write(path()));
    for (int length = 1; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(path(), cut);
      try {
        read(path());
      } catch (UnreadableFile e) {
        assertThat(e).hasMessageContaining("cut.osm.pbf ");
      }
    }
    refused(Arrays.copyOf(whole, whole.length - 1), "ends in the middle of a block");
  }

  @Test
  void aFileWithFlippedBytesIsReadOrRefusedButBreaksNothing() throws IOException {
    byte[] whole = Files.readAllBytes(cafe().write(path()));
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) 0xA5;
      Files.write(path(), flipped);
      try {
        read(path());
      } catch (UnreadableFile e) {
        assertThat(e).hasMessageContaining("cut.osm.pbf ");
      }
    }
  }

  @Test
  void aBlockThatUnpacksToMoreThanItSaysIsBounded() throws IOException {
    byte[] zeros = new byte[64 * 1024 * 1024];
    var deflater = new Deflater();
    deflater.setInput(zeros);
    deflater.finish();
    byte[] packed = new byte[1024 * 1024];
    int length = deflater.deflate(packed);
    deflater.end();
    for (int claimed : new int[] {zeros.length, 1000}) {
      try (var out = new DataOutputStream(Files.newOutputStream(path()))) {
        OsmFile.blob(out, "OSMHeader", Arrays.copyOf(packed, length), claimed);
      }
      assertThatThrownBy(() -> read(path())).isInstanceOf(UnreadableFile.class);
    }
  }

  @Test
  void anUnsortedFileIsRefusedWithTheRemedy() {
    Path file = cafe().way(5, List.of(1L, 2L), "shop", "mall", "name", "M").writeUnsorted(path());

    assertThatThrownBy(() -> read(file)).hasMessageContaining("osmium sort");
  }

  private static OsmFile cafe() {
    return new OsmFile()
        .node(1, 43.73, 7.42, "amenity", "cafe", "name", "Café A")
        .node(2, 43.74, 7.42, "amenity", "bar", "name", "Bar B");
  }

  private Path path() {
    return directory.resolve("cut.osm.pbf");
  }

  private void refused(byte[] content, String sentence) throws IOException {
    Files.write(path(), content);
    assertThatThrownBy(() -> read(path()))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("cut.osm.pbf " + sentence);
  }

  private static Map<String, OsmElement> read(Path file) throws IOException {
    var places = new ArrayList<OsmElement>();
    new OsmPbfReader(file, _ -> {}).read(places::add);
    return places.stream()
        .collect(
            Collectors.toMap(
                OsmElement::reference, Function.identity(), (a, _) -> a, TreeMap::new));
  }
}
