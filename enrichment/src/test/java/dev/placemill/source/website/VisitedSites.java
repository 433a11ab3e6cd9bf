package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PoliteFetcher;
import dev.placemill.web.SteppedClock;
import dev.placemill.web.StubWeb;
import dev.placemill.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Sites in a local server, the source that reads them, and how tests read its answers.
class VisitedSites {
  /// Where the places of the tests are, in Springfield.
  static final PostalAddress STREET =
      new PostalAddress(null, "12", "Market Street", null, "Springfield", null, "62704", null);

  private static final WebSettings SETTINGS =
      new WebSettings(
          null,
          true,
          true,
          Duration.ZERO,
          1_000,
          1_000,
          Duration.ofSeconds(5),
          4 << 20,
          Duration.ofDays(1),
          10 << 20);

  final StubWeb web = new StubWeb();
  private final SteppedClock clock = new SteppedClock();
  private PoliteFetcher fetcher;

  @BeforeEach
  void open(@TempDir Path cache) {
    fetcher = PoliteFetcher.open(SETTINGS, cache, web.names(), _ -> true, clock, clock);
  }

  static Place place(String name, PostalAddress address, @Nullable String website) {
    return new Place(
        name,
        new Coordinates(39.8, -89.65),
        address,
        "US",
        new Claims(null, null, website, null, null, null));
  }

  WebsiteSource source() {
    return new WebsiteSource(new WebsiteConfig(8), fetcher, clock);
  }

  SourceAnswer ask(Place place, Observation... known) {
    return source()
        .lookUp(
            new Inquiry(
                place,
                EnumSet.allOf(Attribute.class),
                List.of(known),
                clock.instant().plusSeconds(60)));
  }

  SourceAnswer ask(String name, String site) {
    return ask(place(name, STREET, web.at(site).toString()));
  }

  /// A chain's site, as a source of brands names it.
  Observation brandSite(String site) {
    return new Observation(
        Attribute.WEBSITE,
        new Text(web.at(site).toString()),
        0.9,
        new Evidence("name-suggestion-index", null, null, null, Scope.BRAND),
        "Official website.");
  }

  static List<Observation> found(SourceAnswer answer) {
    assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
    return ((SourceAnswer.Found) answer).observations();
  }

  static Optional<Observation> find(SourceAnswer answer, Attribute attribute) {
    return found(answer).stream().filter(one -> one.attribute() == attribute).findFirst();
  }

  static Optional<String> text(SourceAnswer answer, Attribute attribute) {
    return find(answer, attribute)
        .map(one ->
            switch (one.value()) {
              case Text(String text) -> text;
              case AttributeValue.Phone phone -> phone.e164();
              case AttributeValue.OpeningHours hours -> hours.osm();
              default -> one.value().toString();
            });
  }

  @AfterEach
  void close() {
    fetcher.close();
    web.close();
  }
}
