package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The examples that schema.org publishes, each in up to three syntaxes.
class SchemaOrgExamplesTest {
  private static final Pattern MARKS =
      Pattern.compile("(?m)^(TYPES|PRE-MARKUP|MICRODATA|RDFA|JSON):", Pattern.MULTILINE);

  private enum Syntax {
    MICRODATA,
    RDFA,
    JSON
  }

  private static final class Count {
    int examples;
    int things;
    int places;
    int facts;
  }

  @Test
  void theExamplesOfPlacesGiveTheirValues() throws IOException {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: nothing measured");
    Path file = Path.of(data, "structured-data", "schemaorg-all-examples-30.0.txt.gz");
    String all;
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
      all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<Syntax, Count> counts = new EnumMap<>(Syntax.class);
    for (String group : all.split("(?m)^TYPES:", -1)) {
      for (Syntax syntax : Syntax.values()) {
        String example = inAPage(section(group, syntax.name()), syntax);
        if (speaksOfAPlace(example)) {
          count(example, counts.computeIfAbsent(syntax, _ -> new Count()));
        }
      }
    }
    counts.forEach((syntax, count) ->
        System.out.printf(
            "%s: %d examples that speak of a place, %d read, %d with a place, %d with values%n",
            syntax, count.examples, count.things, count.places, count.facts));
    assertThat(counts.values())
        .allSatisfy(count -> {
          assertThat(count.things).isEqualTo(count.examples);
          // The one without is a taxi driver somewhere within 50 m of a point.
          assertThat(count.facts).isEqualTo(count.places - 1);
        });
  }

  private static String section(String group, String name) {
    int start = group.indexOf("\n" + name + ":");
    if (start < 0) {
      return "";
    }
    String rest = group.substring(start + name.length() + 2);
    var next = MARKS.matcher(rest);
    return next.find() ? rest.substring(0, next.start()) : rest;
  }

  /// A few examples leave out the script around the JSON.
  private static String inAPage(String example, Syntax syntax) {
    return syntax == Syntax.JSON && !example.contains("<script")
        ? "<script type=\"application/ld+json\">" + example + "</script>"
        : example;
  }

  private static boolean speaksOfAPlace(String example) {
    return Pattern.compile(
            "(?:Restaurant|Store|Hotel|Pharmacy|LocalBusiness|Place|CivicStructure|Hospital|Cinema|MovieTheater|Library|Motel|Campground|Resort)\"?[\\s\">,\\]]")
        .matcher(example)
        .find();
  }

  private static void count(String example, Count count) {
    count.examples++;
    URI page = URI.create("https://example.com/");
    List<Thing> things = Thing.all(SitePage.roots(Jsoup.parse(example, page.toString())));
    count.things += things.isEmpty() ? 0 : 1;
    List<Thing> places = things.stream().filter(Vocabulary::isPlace).toList();
    count.places += places.isEmpty() ? 0 : 1;
    boolean hasFacts =
        places.stream()
            .anyMatch(place ->
                !ThingFacts.ofPlace(new PlaceThing(place), page, "US", LocalDate.of(2026, 11, 26))
                    .isEmpty());
    count.facts += hasFacts ? 1 : 0;
  }
}
