package dev.placemill.reference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonFileTest {
  private static final String SHOP =
      """
      {"type": "Feature", "id": "a1",
       "properties": {"ref": "17", "@spider": "corner", "name": "Corner", "branch": "Mitte",
         "brand": "Corner", "brand:wikidata": "Q1", "shop": "supermarket",
         "addr:street_address": "Hauptstr. 5", "addr:city": "Berlin", "addr:postcode": "10115",
         "phone": "+49 30 1234567", "opening_hours": "Mo-Sa 08:00-20:00"},
       "geometry": {"type": "Point", "coordinates": [13.39, 52.53]}}
      """;

  @TempDir Path directory;

  @Test
  void aCollectionAsAllThePlacesPublishesItIsRead() {
    Path file =
        file(
            """
            {"type": "FeatureCollection",
             "dataset_attributes": {"@type": "Dataset", "license": "CC0-1.0", "version": "2026-09-01"},
             "features": [%s]}
            """
                .formatted(SHOP));

    PlaceRecord shop = GatheredPlaces.of(file).only();

    assertThat(shop.id()).isEqualTo("a1");
    assertThat(shop.name()).isEqualTo("Corner");
    assertThat(shop.categories()).startsWith("supermarket");
    assertThat(shop.address().full()).isEqualTo("Hauptstr. 5");
    assertThat(shop.address().city()).isEqualTo("Berlin");
    assertThat(shop.coordinates()).isEqualTo(new Coordinates(52.53, 13.39));
    assertThat(shop.tags())
        .containsEntry("brand:wikidata", "Q1")
        .containsEntry("phone", "+49 30 1234567")
        .containsEntry("opening_hours", "Mo-Sa 08:00-20:00");
    assertThat(new PlaceFiles().open(file).facts())
        .isEqualTo(new FileFacts("geojson", "2026-09-01", "CC0-1.0", LocalDate.of(2026, 9, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u001E", "\uFEFF"})
  void oneFeatureALineIsReadToo(String before) {
    String line = SHOP.replace("\n", " ");
    Path file =
        file(before + line + "\n" + before.replace("\uFEFF", "") + line.replace("a1", "a2"));

    assertThat(GatheredPlaces.of(file).places)
        .extracting(PlaceRecord::id)
        .containsExactly("a1", "a2");
  }

  @Test
  void linesAndAreasStandAtTheirMiddle() {
    Path file =
        file(
            """
            {"type": "FeatureCollection", "features": [
             {"type": "Feature", "properties": {"@id": "way/1", "leisure": "park", "name": "Park"},
              "geometry": {"type": "Polygon",
               "coordinates": [[[10, 50], [12, 50], [12, 54], [10, 54], [10, 50]]]}},
             {"type": "Feature", "properties": {"@id": "way/2", "tourism": "attraction", "name": "Wall"},
              "geometry": {"type": "LineString", "coordinates": [[10, 50], [12, 50]]}},
             {"type": "Feature", "properties": {"@id": "r3", "amenity": "school", "name": "School"},
              "geometry": {"type": "MultiPolygon",
               "coordinates": [[[[0, 1], [2, 1], [2, 3], [0, 3], [0, 1]]]]}}]}
            """);

    GatheredPlaces gathered = GatheredPlaces.of(file);

    assertThat(gathered.places)
        .extracting(PlaceRecord::id)
        .containsExactly("way/1", "way/2", "relation/3");
    assertMiddle(gathered.places.get(0), 52, 11);
    assertMiddle(gathered.places.get(1), 50, 11);
    assertMiddle(gathered.places.get(2), 2, 1);
  }

  private static void assertMiddle(PlaceRecord place, double latitude, double longitude) {
    Coordinates middle = Objects.requireNonNull(place.coordinates());
    assertThat(middle.latitude()).isCloseTo(latitude, within(1e-9));
    assertThat(middle.longitude()).isCloseTo(longitude, within(1e-9));
  }

  @Test
  void roadsAndFieldsAreNoPlacesAndBadFeaturesAreCounted() {
    Path file =
        file(
            """
            {"type": "FeatureCollection", "features": [
             {"type": "Feature", "properties": {"highway": "residential", "name": "Main Street"},
              "geometry": {"type": "Point", "coordinates": [1, 2]}},
             {"type": "Feature", "properties": {"amenity": "cafe"},
              "geometry": {"type": "Point", "coordinates": [1, 2]}},
             {"type": "Feature", "properties": {"amenity": "cafe", "name": "Off the globe"},
              "geometry": {"type": "Point", "coordinates": [1, 200]}},
             {"type": "Feature", "properties": {"amenity": "cafe", "name": "No geometry"},
              "geometry": null},
             {"type": "Feature", "properties": {"amenity": "cafe", "name": "Bad geometry"},
              "geometry": {"type": "Point", "coordinates": ["a", "b"]}}]}
            """);

    GatheredPlaces gathered = GatheredPlaces.of(file);

    assertThat(gathered.places).isEmpty();
    assertThat(gathered.omissions)
        .containsExactly(Omission.UNNAMED, Omission.NOWHERE, Omission.NOWHERE, Omission.NOWHERE);
  }

  @Test
  void whatIsGoneIsKeptAsGone() {
    Path file =
        file(
            """
            {"type": "FeatureCollection", "features": [
             {"type": "Feature", "properties": {"disused:shop": "bakery", "name": "Old Bakery"},
              "geometry": {"type": "Point", "coordinates": [1, 2]}},
             {"type": "Feature", "properties": {"shop": "bakery", "name": "Branch", "end_date": "yes"},
              "geometry": {"type": "Point", "coordinates": [1, 2]}}]}
            """);

    assertThat(GatheredPlaces.of(file).places)
        .hasSize(2)
        .allSatisfy(place -> assertThat(place.isClosed()).isTrue());
  }

  @Test
  void plainWordsForPropertiesAreUnderstood() {
    Path file =
        file(
            """
            {"type": "Feature", "properties": {"title": "Joe's", "category": "Pizza place",
              "address": "1 Main St", "zip": "10001", "tel": "212 555 0100", "url": "joes.example"},
             "geometry": {"type": "Point", "coordinates": [-74, 40.7]}}
            """);

    PlaceRecord place = GatheredPlaces.of(file).only();

    assertThat(place.name()).isEqualTo("Joe's");
    assertThat(place.categories()).startsWith("pizza_restaurant");
    assertThat(place.address().postalCode()).isEqualTo("10001");
    assertThat(place.phone()).isEqualTo("212 555 0100");
    assertThat(place.website()).isEqualTo("joes.example");
  }

  @Test
  void overturesOwnGeoJsonIsReadAsItsParquet() {
    Path file =
        file(
            """
            {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "8f1",
             "properties": {"names": {"primary": "Café"}, "categories": {"primary": "cafe"},
               "operating_status": "permanently_closed"},
             "geometry": {"type": "Point", "coordinates": [7.4, 43.7]}}]}
            """);

    PlaceRecord cafe = GatheredPlaces.of(file).only();

    assertThat(cafe.id()).isEqualTo("8f1");
    assertThat(cafe.isClosed()).isTrue();
  }

  @Test
  void aFileThatEndsInTheMiddleOrIsNoJsonIsSaidToBeDamaged() {
    String whole = "{\"type\": \"FeatureCollection\", \"features\": [" + SHOP + "," + SHOP + "]}";

    assertThatThrownBy(() -> GatheredPlaces.of(file(whole.substring(0, whole.length() - 40))))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("ends in the middle of a feature");
    assertThatThrownBy(() -> GatheredPlaces.of(file(whole.replace("\"branch\":", "branch ="))))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("cannot be read as JSON in line 2");
    assertThatThrownBy(() -> GatheredPlaces.of(file("{\"stores\": [1, 2]}")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("holds no GeoJSON feature");
    assertThatThrownBy(() -> GatheredPlaces.of(file("[1, 2]")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("is JSON, but not GeoJSON");
  }

  private Path file(String text) {
    try {
      return Files.writeString(directory.resolve("places.geojson"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
