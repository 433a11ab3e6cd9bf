package dev.placemill.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.PlaceReader.TypeFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlaceReaderTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyKnownFieldIsRead() {
    Place place =
        readable(
            """
            {"name": "Downtown Store", "latitude": 40.7128, "longitude": -74.0060,
             "address": "1 Main St, New York", "house": "1", "street": "Main St",
             "city": "New York", "state": "NY", "postalCode": "10001", "country": "United States",
             "country_code": "us", "category": "Cafe", "brand": "Starbucks",
             "website": "example.com", "phone": "212 555", "email": "a@example.com",
             "opening_hours": "Mo-Fr 08:00-18:00", "store_number": 17}
            """);
    assertThat(place)
        .isEqualTo(
            new Place(
                "Downtown Store",
                new Coordinates(40.7128, -74.0060),
                new PostalAddress(
                    "1 Main St, New York",
                    "1",
                    "Main St",
                    null,
                    "New York",
                    "NY",
                    "10001",
                    "United States"),
                "US",
                new Claims(
                    "Cafe",
                    "Starbucks",
                    "example.com",
                    "212 555",
                    "a@example.com",
                    "Mo-Fr 08:00-18:00")));
  }

  @Test
  void otherNamesOfAFieldAreReadToo() {
    Place place =
        readable(
            """
            {"name": "A", "full_address": "1 Main St", "postal_code": "10001", "type": "bar"}
            """);
    assertThat(place.address().full()).isEqualTo("1 Main St");
    assertThat(place.address().postalCode()).isEqualTo("10001");
    assertThat(place.claims().category()).isEqualTo("bar");
  }

  @Test
  void anAddressMayComeInParts() {
    Place place =
        readable(
            """
            {"name": "A", "address": {"house": "1", "street": "Main St", "unit_number": "2b",
              "city": "Leeds", "postal_code": "LS1", "country": "GB", "planet": 3}}
            """);
    assertThat(place.address())
        .isEqualTo(new PostalAddress(null, "1", "Main St", "2b", "Leeds", null, "LS1", "GB"));
    assertThat(place.countryCode()).isEqualTo("GB");
  }

  @Test
  void hoursMayComeByDay() {
    Place place =
        readable(
            """
            {"name": "A", "city": "Leeds", "opening_hours": {"monday": "08:00 – 12:00, 13:00 to 18:00",
              "tuesday": "closed", "friday": "Open 24 hours", "sunday": null, "note": "hi"}}
            """);
    assertThat(place.claims().openingHours())
        .isEqualTo("Mo 08:00-12:00,13:00-18:00; Tu off; Fr 00:00-24:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POINT(139.7 35.6)",
        "point ( 139.7  35.6 )",
        "POINT Z (139.7 35.6 12)",
        "SRID=4326;POINT(1.397e2 35.6)"
      })
  void aPointInWktHasItsLongitudeFirst(String wkt) {
    JsonNode inputs = JSON.createObjectNode().put("name", "A").put("wkt_geometry", wkt);
    assertThat(PlaceReader.read(inputs))
        .isInstanceOfSatisfying(
            PlaceReading.ReadablePlace.class,
            read -> assertThat(read.place().coordinates()).isEqualTo(new Coordinates(35.6, 139.7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "{'latitude': 1, 'longitude': 2} -> missing_name -> needs a name",
        "{'name': ' \\t\\u200b', 'city': 'x'} -> missing_name -> needs a name",
        "{'name': null, 'city': 'x'} -> missing_name -> needs a name",
        "{'name': 'A'} -> not_locatable -> latitude and longitude, or an address",
        "{'name': 'A', 'country': 'France', 'lat': 1, 'lng': 2} -> not_locatable -> an address",
        "{'name': 'A', 'latitude': 0, 'longitude': 0.0} -> not_locatable"
            + " -> 0,0 is in the sea off Africa, a usual sign of missing coordinates",
        "{'name': 'A', 'latitude': 139.7, 'longitude': 35.6} -> invalid_coordinates -> latitude must"
            + " be a number between -90 and 90, was 139.7; perhaps latitude and longitude are swapped",
        "{'name': 'A', 'latitude': 91, 'longitude': 100, 'city': 'x'} -> invalid_coordinates"
            + " -> latitude must be a number between -90 and 90, was 91",
        "{'name': 'A', 'latitude': 1, 'longitude': -181} -> invalid_coordinates"
            + " -> longitude must be a number between -180 and 180, was -181",
        "{'name': 'A', 'latitude': 1, 'longitude': null} -> invalid_coordinates"
            + " -> latitude is given without longitude",
        "{'name': 'A', 'longitude': 1, 'city': 'x'} -> invalid_coordinates"
            + " -> longitude is given without latitude",
        "{'name': 'A', 'wkt_geometry': 'POLYGON((0 0, 1 1))'} -> invalid_coordinates"
            + " -> must be POINT(longitude latitude), was POLYGON",
        "{'name': 'A', 'wkt_geometry': 'POINT(35.6 139.7)'} -> invalid_coordinates -> are swapped"
      })
  void whatCannotBeUsedSaysWhy(String inputs, String code, String reason) {
    assertThat(read(inputs.replace('\'', '"')))
        .isInstanceOfSatisfying(
            PlaceReading.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(code);
              assertThat(unreadable.reason()).contains(reason);
            });
  }

  @Test
  void outOfRangeWithoutSwappingIsNotCalledSwapped() {
    assertThat(read("{\"name\": \"A\", \"latitude\": 91, \"longitude\": 100}").toString())
        .doesNotContain("swapped");
  }

  @Test
  void zeroZeroWithAnAddressIsAPlaceWithoutCoordinates() {
    Place place = readable("{\"name\":\"A\",\"latitude\":0,\"longitude\":0,\"city\":\"Leeds\"}");
    assertThat(place.coordinates()).isNull();
  }

  @Test
  void theLimitOfTextsIsTwoThousandCharacters() {
    JsonNode inputs = JSON.createObjectNode().put("city", "x").put("name", "n".repeat(2_000));
    assertThat(PlaceReader.read(inputs)).isInstanceOf(PlaceReading.ReadablePlace.class);
    JsonNode longer = JSON.createObjectNode().put("city", "x").put("name", "n".repeat(2_001));
    assertThat(PlaceReader.read(longer))
        .isEqualTo(
            new PlaceReading.Unreadable(
                "too_long", "name is 2,001 characters long; at most 2,000 are read"));
    assertThat(read("{\"name\":\"A\",\"address\":{\"city\":\"%s\"}}".formatted("x".repeat(2_001))))
        .isInstanceOfSatisfying(
            PlaceReading.Unreadable.class,
            unreadable -> assertThat(unreadable.code()).isEqualTo(InputFault.TOO_LONG.code()));
  }

  @Test
  void namesAreTidied() {
    Place place = readable("{\"name\":\"\\uFEFF Café\\u0000\\n  de\\u00a0Flore \",\"city\":\"x\"}");
    assertThat(place.name()).isEqualTo("Café de Flore");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "de, none, DE",
        "UK, none, GB",
        "DEU, none, none",
        "4, France, FR",
        "none, deu, DE",
        "none, United States, US",
        "none, Atlantis, none",
        "XK, Serbia, XK"
      })
  void aCountryIsUnderstoodOrIgnored(
      @Nullable String code, @Nullable String country, @Nullable String expected) {
    JsonNode inputs =
        JSON.createObjectNode()
            .put("name", "A")
            .put("city", "x")
            .put("country_code", code)
            .put("country", country);
    assertThat(readable(inputs.toString()).countryCode()).isEqualTo(expected);
  }

  @Test
  void everyWrongTypeIsNamedWithItsPointer() {
    assertThat(
            PlaceReader.typeFaults(
                JSON.readTree(
                    """
                    {"name": 7, "latitude": "40.7", "longitude": true, "city": [], "phone": 49,
                     "address": {"house": 12, "city": "x"}, "opening_hours": {"monday": 8, "x": 1}}
                    """)))
        .containsExactlyInAnyOrder(
            new TypeFault("/latitude", "must be a number between -90 and 90"),
            new TypeFault("/longitude", "must be a number between -180 and 180"),
            new TypeFault("/name", "must be a string"),
            new TypeFault("/city", "must be a string"),
            new TypeFault("/phone", "must be a string"),
            new TypeFault("/address/house", "must be a string"),
            new TypeFault("/opening_hours/monday", "must be a string"));
    assertThat(
            PlaceReader.typeFaults(
                JSON.readTree("{\"address\": [1], \"opening_hours\": false, \"name\": \"A\"}")))
        .extracting(TypeFault::pointer)
        .containsExactly("/address", "/opening_hours");
    assertThat(PlaceReader.typeFaults(JSON.readTree("[1]")))
        .containsExactly(new TypeFault("", "must be an object"));
  }

  @Test
  void nullMissingEmptyAndUnknownFieldsAreNoFaults() {
    assertThat(
            PlaceReader.typeFaults(
                JSON.readTree(
                    """
                    {"name": null, "latitude": "", "longitude": null, "address": "", "lat": "x",
                     "opening_hours": null, "extra": {"deep": [1]}}
                    """)))
        .isEmpty();
  }

  private static PlaceReading read(String inputs) {
    return PlaceReader.read(JSON.readTree(inputs));
  }

  private static Place readable(String inputs) {
    return switch (read(inputs)) {
      case PlaceReading.ReadablePlace(Place place) -> place;
      case PlaceReading.Unreadable(String code, String reason) ->
          throw new AssertionError(code + ": " + reason);
    };
  }
}
