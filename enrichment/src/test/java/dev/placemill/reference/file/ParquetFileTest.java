package dev.placemill.reference.file;

import static dev.placemill.reference.file.ParquetColumn.bytes;
import static dev.placemill.reference.file.ParquetColumn.list;
import static dev.placemill.reference.file.ParquetColumn.map;
import static dev.placemill.reference.file.ParquetColumn.real;
import static dev.placemill.reference.file.ParquetColumn.struct;
import static dev.placemill.reference.file.ParquetColumn.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
  @TempDir Path directory;

  @Test
  void aPlaceOfOvertureIsReadWithEverythingItsSchemaHas() throws IOException {
    Path release = Files.createDirectories(directory.resolve("release/2026-09-24.0"));
    Path file = overture().row(cafe("8f1", "open")).write(release.resolve("part-0.parquet"));

    PlaceRecord cafe = GatheredPlaces.of(file).only();

    assertThat(cafe.id()).isEqualTo("8f1");
    assertThat(cafe.names()).containsExactly("Café Llorca", "Llorca Coffee", "Llorca");
    assertThat(cafe.coordinates()).isEqualTo(new Coordinates(43.7384, 7.4246));
    assertThat(cafe.categories()).startsWith("cafe");
    assertThat(cafe.address().full()).isEqualTo("7 Avenue Princesse Grace, Monaco, 98000, MC");
    assertThat(cafe.address().city()).isEqualTo("Monaco");
    assertThat(cafe.tags())
        .containsEntry("website", "https://llorca.example")
        .containsEntry("contact:facebook", "https://www.facebook.com/llorca")
        .containsEntry("phone", "+37799992929; +37799992930")
        .containsEntry("email", "info@llorca.example")
        .containsEntry("brand", "Llorca")
        .containsEntry("brand:wikidata", "Q42")
        .containsEntry("name:en", "Llorca Coffee")
        .containsEntry("short_name", "Llorca")
        .containsEntry("source", "meta; msft");
    assertThat(cafe.observedOn()).isEqualTo(LocalDate.of(2026, 8, 2));
    assertThat(cafe.isClosed()).isFalse();
    FileFacts facts = new PlaceFiles().open(file).facts();
    assertThat(facts)
        .isEqualTo(
            new FileFacts(
                "overture", "2026-09-24.0", "CDLA-Permissive-2.0", LocalDate.of(2026, 9, 24)));
  }

  @Test
  void whatOvertureSaysOfClosingIsKeptApart() {
    Path file =
        overture()
            .row(cafe("1", "permanently_closed"))
            .row(cafe("2", "temporarily_closed"))
            .write(directory.resolve("closed.parquet"));

    List<PlaceRecord> places = GatheredPlaces.of(file).places;

    assertThat(places).extracting(PlaceRecord::isClosed).containsExactly(true, false);
    assertThat(places.get(1).tags()).containsEntry("operational_status", "temporarily_closed");
  }

  @Test
  void aPlaceOfFoursquareIsReadWithEverythingItsSchemaHas() {
    Path file = foursquare().row(bakery(null)).write(directory.resolve("fsq.parquet"));

    PlaceRecord bakery = GatheredPlaces.of(file).only();

    assertThat(bakery.id()).isEqualTo("4b1");
    assertThat(bakery.name()).isEqualTo("Bäckerei Süß");
    assertThat(bakery.coordinates()).isEqualTo(new Coordinates(48.13, 11.57));
    assertThat(bakery.categories()).startsWith("bakery");
    assertThat(bakery.address().full()).isEqualTo("Hauptstr. 5, München, BY, 80331, DE");
    assertThat(bakery.tags())
        .containsEntry("phone", "089 1234567")
        .containsEntry("website", "http://suess.example")
        .containsEntry("contact:facebook", "https://www.facebook.com/123")
        .containsEntry("contact:instagram", "suess")
        .containsEntry("source:url", "https://foursquare.com/placemakers/4b1");
    assertThat(bakery.observedOn()).isEqualTo(LocalDate.of(2026, 5, 6));
    assertThat(bakery.isClosed()).isFalse();
    assertThat(new PlaceFiles().open(file).facts().licence()).isEqualTo("Apache-2.0");
  }

  @Test
  void aDateOfClosingOfFoursquareMeansThatThePlaceIsGone() {
    Path file = foursquare().row(bakery("2025-11-30")).write(directory.resolve("fsq.parquet"));

    PlaceRecord bakery = GatheredPlaces.of(file).only();

    assertThat(bakery.isClosed()).isTrue();
    assertThat(bakery.tags()).containsEntry("end_date", "2025-11-30");
  }

  @Test
  void nestedColumnsMayBeWrittenAsJson() {
    Path file =
        new ParquetTable(text("id"), text("names"), text("categories"), text("addresses"))
            .row(
                Map.of(
                    "id",
                    "1",
                    "names",
                    "{\"primary\":\"BP\"}",
                    "categories",
                    "{\"primary\":\"gas_station\"}",
                    "addresses",
                    "[{\"freeform\":\"Avenida 1\",\"country\":\"ES\"}]"))
            .write(directory.resolve("json.parquet"));

    PlaceRecord station = GatheredPlaces.of(file).only();

    assertThat(station.name()).isEqualTo("BP");
    assertThat(station.coordinates()).isNull();
    assertThat(station.categories()).startsWith("gas_station");
    assertThat(station.address().country()).isEqualTo("ES");
  }

  @Test
  void whatHasNoNameOrNoPositionIsCountedAndLeftOut() {
    Path file =
        overture()
            .row(Map.of("id", "1", "geometry", wkb(1, 2)))
            .row(Map.of("id", "2", "names", Map.of("primary", "Nowhere")))
            .row(Map.of("id", "3", "names", Map.of("primary", "Gulf"), "geometry", wkb(0, 0)))
            .write(directory.resolve("thin.parquet"));

    assertThat(GatheredPlaces.of(file).omissions)
        .containsExactly(Omission.UNNAMED, Omission.NOWHERE, Omission.NOWHERE);
  }

  @Test
  void aFileCutAnywhereIsSaidToBeDamaged() throws IOException {
    Path whole =
        overture().row(cafe("1", "open")).row(cafe("2", "open")).write(directory.resolve("w"));
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 4; length < bytes.length; length += 97) {
      Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> GatheredPlaces.of(cut))
          .isInstanceOf(UnreadableFile.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void otherParquetIsRefusedWithItsColumns() {
    Path file =
        new ParquetTable(text("a"), real("b"))
            .row(Map.of("a", "x", "b", 1.0))
            .write(directory.resolve("other.parquet"));

    assertThatThrownBy(() -> GatheredPlaces.of(file))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("neither Overture's nor Foursquare's places; its columns are a, b");
  }

  @Test
  void theRealPairsOfOvertureAreRead() {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: nothing read");

    GatheredPlaces gathered =
        GatheredPlaces.of(Path.of(data).resolve("overture/conflation_pairs_2000.parquet"));

    assertThat(gathered.places).hasSize(2_000);
    assertThat(gathered.places.stream().filter(place -> !place.categories().isEmpty()).count())
        .isGreaterThan(1_600);
  }

  private static ParquetTable overture() {
    return new ParquetTable(
        text("id"),
        bytes("geometry"),
        struct(
            "names",
            text("primary"),
            map("common"),
            list("rules", struct("element", text("variant"), text("language"), text("value")))),
        struct("categories", text("primary"), list("alternate", text("element"))),
        real("confidence"),
        list("websites", text("element")),
        list("socials", text("element")),
        list("emails", text("element")),
        list("phones", text("element")),
        struct("brand", text("wikidata"), struct("names", text("primary"))),
        list(
            "addresses",
            struct(
                "element",
                text("freeform"),
                text("locality"),
                text("postcode"),
                text("region"),
                text("country"))),
        list("sources", struct("element", text("dataset"), text("update_time"))),
        text("operating_status"));
  }

  private static Map<String, Object> cafe(String id, String status) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("geometry", wkb(7.4246, 43.7384));
    row.put(
        "names",
        Map.of(
            "primary",
            "Café Llorca",
            "common",
            Map.of("en", "Llorca Coffee"),
            "rules",
            List.of(Map.of("variant", "short", "value", "Llorca"))));
    row.put("categories", Map.of("primary", "cafe", "alternate", List.of("bar", "restaurant")));
    row.put("confidence", 0.97);
    row.put("websites", List.of("https://instagram.com/llorca", "https://llorca.example"));
    row.put("socials", List.of("https://www.facebook.com/llorca"));
    row.put("emails", List.of("info@llorca.example"));
    row.put("phones", List.of("+37799992929", "+37799992930"));
    row.put("brand", Map.of("wikidata", "Q42", "names", Map.of("primary", "Llorca")));
    row.put(
        "addresses",
        List.of(
            Map.of(
                "freeform", "7 Avenue Princesse Grace",
                "locality", "Monaco",
                "postcode", "98000",
                "region", "MC-1",
                "country", "MC")));
    row.put(
        "sources",
        List.of(
            Map.of("dataset", "meta", "update_time", "2026-08-02T00:00:00.000Z"),
            Map.of("dataset", "msft", "update_time", "2025-01-06T00:00:00.000Z")));
    row.put("operating_status", status);
    return row;
  }

  private static ParquetTable foursquare() {
    return new ParquetTable(
        text("fsq_place_id"),
        text("name"),
        real("latitude"),
        real("longitude"),
        text("address"),
        text("locality"),
        text("region"),
        text("postcode"),
        text("country"),
        text("date_refreshed"),
        text("date_closed"),
        text("tel"),
        text("website"),
        text("facebook_id"),
        text("instagram"),
        list("fsq_category_labels", text("element")),
        text("placemaker_url"));
  }

  private static Map<String, Object> bakery(@Nullable String closed) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("fsq_place_id", "4b1");
    row.put("name", "Bäckerei Süß");
    row.put("latitude", 48.13);
    row.put("longitude", 11.57);
    row.put("address", "Hauptstr. 5");
    row.put("locality", "München");
    row.put("region", "BY");
    row.put("postcode", "80331");
    row.put("country", "DE");
    row.put("date_refreshed", "2026-05-06");
    if (closed != null) {
      row.put("date_closed", closed);
    }
    row.put("tel", "089 1234567");
    row.put("website", "http://suess.example");
    row.put("facebook_id", "123");
    row.put("instagram", "suess");
    row.put("fsq_category_labels", List.of("Dining and Drinking > Bakery"));
    row.put("placemaker_url", "https://foursquare.com/placemakers/4b1");
    return row;
  }

  private static byte[] wkb(double longitude, double latitude) {
    return ByteBuffer.allocate(21)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putInt(1)
        .putDouble(longitude)
        .putDouble(latitude)
        .array();
  }
}
