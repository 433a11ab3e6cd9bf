package dev.placemill.table;

import dev.placemill.attribute.FoldedText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a column of a list can tell about a place, and the headers by which it is recognised.
/// Headers are compared without case, blanks, accents and punctuation; an earlier one wins.
enum PlaceField {
  ID(
      "id",
      "id place_id placeid store_id storeid location_id store_number store_no store_code poi_id"
          + " branch_id ref reference"),
  NAME(
      "name",
      "name place_name store_name business_name poi_name location_name shop_name company_name"
          + " branch_name outlet_name merchant_name title store business company shop nom nombre"
          + " nome naam"),
  LATITUDE("latitude", "latitude lat y geo_lat gps_lat y_coordinate breitengrad"),
  LONGITUDE(
      "longitude", "longitude lng lon long x geo_lng geo_lon gps_lon x_coordinate längengrad"),
  ADDRESS(
      "address",
      "address full_address street_address postal_address complete_address address_line"
          + " address_line_1 address_1 addr location_address adresse direccion indirizzo"),
  STREET("street", "street street_name road rue strasse calle via"),
  HOUSE("house", "house house_number housenumber street_number hausnummer"),
  CITY("city", "city town locality municipality ort stadt ville ciudad citta"),
  STATE("state", "state region province county state_province bundesland"),
  POSTAL_CODE("postalCode", "postal_code postcode post_code zip zip_code plz code_postal cp cap"),
  COUNTRY("country", "country country_name land pays pais paese"),
  COUNTRY_CODE("country_code", "country_code countrycode iso_country country_iso iso2 cc"),
  CATEGORY("category", "category type place_type poi_type kind primary_category kategorie"),
  WEBSITE("website", "website url web site homepage web_site website_url"),
  PHONE("phone", "phone telephone phone_number tel telephone_number contact_number telefon"),
  EMAIL("email", "email e_mail mail email_address"),
  BRAND("brand", "brand brand_name chain chain_name banner marke"),
  OPENING_HOURS("opening_hours", "opening_hours hours business_hours open_hours"),
  ;

  private final String inputName;
  private final String headers;

  PlaceField(String inputName, String headers) {
    this.inputName = inputName;
    this.headers = headers;
  }

  /// The key under `inputs` in the API.
  String inputName() {
    return inputName;
  }

  /// How `--column` names the field, e.g. `postal_code`.
  String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Recognised headers, folded, most telling first.
  List<String> headers() {
    return Arrays.stream(headers.split(" ")).map(PlaceField::folded).distinct().toList();
  }

  static Optional<PlaceField> findByOptionName(String name) {
    String wanted = folded(name);
    return Arrays.stream(values())
        .filter(field -> folded(field.name()).equals(wanted) || field.headers().contains(wanted))
        .findFirst();
  }

  static String folded(String header) {
    return FoldedText.of(header).joined();
  }
}
