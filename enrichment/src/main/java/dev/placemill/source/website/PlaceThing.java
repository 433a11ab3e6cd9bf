package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.page.StreetLine;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A thing of a page that is a place, or the company behind it.
record PlaceThing(Thing thing) {
  /// Enough of an address to tell the place from others of its kind.
  Optional<PostalAddress> findAddress() {
    return thing.things("address").stream()
        .findFirst()
        .map(PlaceThing::ofParts)
        .or(() -> thing.findText("address").map(PostalAddress.NONE::withFull))
        .filter(address -> !address.isEmpty());
  }

  private static PostalAddress ofParts(Thing address) {
    String line = text(address, "streetAddress");
    StreetLine parts = line == null ? null : StreetLine.of(line);
    return new PostalAddress(
        null,
        parts == null ? null : parts.house(),
        parts == null ? null : parts.street(),
        null,
        text(address, "addressLocality"),
        text(address, "addressRegion"),
        text(address, "postalCode"),
        text(address, "addressCountry"));
  }

  private static @Nullable String text(Thing thing, String property) {
    String joined = String.join(", ", thing.texts(property));
    return joined.isEmpty() ? null : joined.replaceAll("\\s+", " ");
  }

  Optional<Coordinates> findPoint() {
    return Stream.concat(thing.things("geo").stream(), Stream.of(thing))
        .flatMap(geo -> point(geo).stream())
        .findFirst();
  }

  private static Optional<Coordinates> point(Thing geo) {
    try {
      double latitude = degrees(geo, "latitude");
      double longitude = degrees(geo, "longitude");
      boolean isNowhere = latitude == 0 && longitude == 0;
      return isNowhere ? Optional.empty() : Optional.of(new Coordinates(latitude, longitude));
    } catch (IllegalArgumentException noPoint) {
      return Optional.empty();
    }
  }

  private static double degrees(Thing geo, String property) {
    return Double.parseDouble(geo.findText(property).orElse("").replace(',', '.'));
  }

  /// In the order of the page.
  List<String> phones(@Nullable String country) {
    Stream<String> own = thing.texts("telephone").stream();
    Stream<String> ofContacts =
        Stream.of("contactPoint", "contactPoints")
            .flatMap(property -> thing.things(property).stream())
            .flatMap(contact -> contact.texts("telephone").stream());
    return Stream.concat(own, ofContacts)
        .flatMap(text -> Normalizer.phone(text, country).stream())
        .map(phone -> phone.e164())
        .distinct()
        .toList();
  }

  Optional<FoldedText> findName() {
    return thing.findText("name").map(FoldedText::of).filter(name -> !name.isEmpty());
  }

  boolean isCompany() {
    return Vocabulary.isCompany(thing);
  }

  /// What it calls itself, e.g. `Restaurant`.
  String kind() {
    return thing.types().stream().sorted().findFirst().orElse("thing");
  }

  /// What tells its address from others, however the rest is written.
  String spot() {
    return findAddress()
        .map(address ->
            address.postalCode() == null || address.house() == null
                ? FoldedText.of(address.oneLine()).joined()
                : FoldedText.of(address.postalCode() + " " + address.house()).joined())
        .orElse("");
  }

  /// Everything that is said of where it is, as one text.
  String whereabouts() {
    return findAddress().map(PostalAddress::oneLine).orElse("");
  }
}
