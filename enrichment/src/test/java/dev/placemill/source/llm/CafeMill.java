package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.page.StoredPages;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A café in Munich with a site of its own, as the tests of this room know it.
final class CafeMill {
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  static final Instant LATER = NOW.plusSeconds(60);
  static final String SITE = "https://cafe-mill.example/";
  static final Place PLACE =
      new Place(
          "Café Mill",
          null,
          new PostalAddress(null, "7", "Leopoldstraße", null, "München", null, "80802", null),
          "DE",
          new Claims(null, null, "https://cafe-mill.example", null, null, null));

  static final String PAGE =
      """
      <html><head><title>Café Mill</title></head><body>
      <h1>Willkommen im Café Mill</h1>
      <p>Leopoldstr. 7, 80802 München</p>
      <p>Tel. 089 / 12&nbsp;34 56 78 · Fax 089 12345679</p>
      <p>Schreiben Sie uns: kontakt (at) cafe-mill.example</p>
      <p>Montag bis Freitag 9 bis 18 Uhr,<br>Samstag 10–14 Uhr, sonntags Ruhetag</p>
      <p>Wir kochen italienisch. Auf Instagram: @cafe.mill</p>
      </body></html>
      """;

  private CafeMill() {}

  static StoredPages web(String page) {
    return new StoredPages(NOW).with(SITE, page);
  }

  static Inquiry asking(Attribute... wanted) {
    return asking(List.of(), wanted);
  }

  static Inquiry asking(List<Observation> known, Attribute... wanted) {
    Set<Attribute> all = EnumSet.noneOf(Attribute.class);
    all.addAll(List.of(wanted));
    return new Inquiry(PLACE, all, known, LATER);
  }

  static Observation known(Attribute attribute, AttributeValue value, Evidence.Scope scope) {
    return new Observation(
        attribute,
        value,
        0.9,
        new Evidence("osm", "node/1", null, LocalDate.of(2026, 1, 1), scope),
        "the record says so");
  }
}
