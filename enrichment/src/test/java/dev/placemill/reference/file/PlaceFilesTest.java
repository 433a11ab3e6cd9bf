package dev.placemill.reference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.reference.OsmFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceFilesTest {
  @TempDir Path directory;

  @Test
  void aFileIsKnownByItsContentWhateverItsName() {
    Path file =
        new OsmFile()
            .node(1, 1, 1, "amenity", "cafe", "name", "Café")
            .write(directory.resolve("download"));

    assertThat(new PlaceFiles().open(file).facts().format()).isEqualTo("osm");
    assertThat(GatheredPlaces.of(file).only().id()).isEqualTo("node/1");
  }

  @ParameterizedTest
  @CsvSource({
    "<osm version='0.6'>, is XML or HTML",
    "'PK\u0003\u0004', is a zip archive",
    "'\u001F\u008B\b', is compressed with gzip; unpack it first",
    "BZh91AY, is compressed with bzip2",
    "'a\u0000b\u0001', holds binary data"
  })
  void anotherKindOfFileIsNamedWithWhatIsRead(String content, String kind) throws IOException {
    Path file = Files.write(directory.resolve("x"), content.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> new PlaceFiles().open(file))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining(kind)
        .hasMessageContaining(".osm.pbf, Parquet of Overture or Foursquare, GeoJSON, and CSV");
  }

  @Test
  void plainTextIsLeftToWhoeverReadsTables() throws IOException {
    Path file = Files.writeString(directory.resolve("places.csv"), "name,lat,lon\nA,1,2\n");
    List<Path> asked = new ArrayList<>();
    PlaceFile known =
        new PlaceFiles()
            .open(
                new OsmFile()
                    .node(1, 1, 1, "shop", "toys", "name", "T")
                    .write(directory.resolve("t")));

    new PlaceFiles()
        .open(
            file,
            path -> {
              asked.add(path);
              return known;
            });

    assertThat(asked).containsExactly(file);
  }

  @Test
  void anEmptyOrMissingFileIsSaidToBeSo() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThatThrownBy(() -> new PlaceFiles().open(empty)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> new PlaceFiles().open(directory.resolve("absent")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> new PlaceFiles().open(directory))
        .hasMessageContaining("is not a file");
  }
}
