package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.endpoint.EndpointLimits;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.enricher.EnrichmentOutcome.Enriched;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.llm.LlmBudget;
import dev.placemill.source.llm.LlmConfig;
import dev.placemill.source.llm.LlmSource;
import dev.placemill.source.search.SearchConfig;
import dev.placemill.source.search.SearchProvider;
import dev.placemill.source.search.SearchSource;
import dev.placemill.web.PoliteFetcher;
import dev.placemill.web.SteppedClock;
import dev.placemill.web.WebSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A place without a website, from the search for one to what a model reads there: every part is
/// real but the search engine, the model and the site, and those speak over HTTP.
class FromTheWebTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final EndpointLimits LIMITS =
      new EndpointLimits(Duration.ofSeconds(20), 4, Duration.ZERO, 100_000);
  private static final WebSettings WEB =
      new WebSettings(
          null,
          true,
          true,
          Duration.ZERO,
          1_000,
          1_000,
          Duration.ofSeconds(10),
          100_000,
          Duration.ofDays(1),
          1_000_000);
  private static final Place CAFE =
      new Place(
          "Café Mill",
          null,
          new PostalAddress(null, "7", "Leopoldstraße", null, "München", null, "80802", null),
          "DE",
          new Claims(null, null, null, "089 1234 5678", null, null));

  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(NOW);

  @Test
  void aSiteIsSearchedForAndReadAndEveryValueSaysWhereItCameFrom() {
    try (var site = new LocalService(request -> page(request.address()));
        var engine = new LocalService(_ -> hits(siteAddress(site)));
        var model = new LocalService(_ -> facts());
        var fetcher =
            PoliteFetcher.open(
                WEB,
                directory,
                _ -> List.of(InetAddress.getLoopbackAddress()),
                _ -> true,
                _ -> {},
                clock);
        var search =
            new SearchSource(
                new SearchConfig(SearchProvider.SEARXNG, engine.address(), null, LIMITS),
                fetcher,
                clock);
        var llm = new LlmSource(config(model), fetcher, clock)) {
      var enricher = new SourcesEnricher(List.of(search, llm), new Fusion(Trust.DEFAULTS), clock);
      EnrichmentOutcome outcome =
          enricher.enrich(
              CAFE,
              EnumSet.of(
                  Attribute.WEBSITE, Attribute.PHONE, Attribute.EMAIL, Attribute.OPENING_HOURS),
              NOW.plusSeconds(60));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Enriched.class, enriched -> everyValueIsExplained(enriched.place(), site));
      assertThat(site.requests().stream().map(request -> request.address().toString()))
          .as("robots.txt and the page, each once for both sources")
          .containsExactly("/robots.txt", "/");
    }
  }

  private static void everyValueIsExplained(EnrichedPlace place, LocalService site) {
    FusedAttribute website = fused(place, Attribute.WEBSITE);
    String front = siteAddress(site);
    assertThat(website.value())
        .isEqualTo(new AttributeValue.Text(front.substring(0, front.length() - 1)));
    assertThat(website.reasoning())
        .isEqualTo(
            "Found by search of 2026-11-26: a web search for “Café Mill München Germany” found"
                + " “Café Mill - Start”, and its page shows the name, the street, the postcode,"
                + " the city, the phone number.");
    assertThat(website.confidence()).isEqualTo(Confidence.LOW);

    FusedAttribute phone = fused(place, Attribute.PHONE);
    assertThat(phone.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(phone.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(phone.reasoning())
        .isEqualTo(
            "Your value is confirmed by llm of 2026-11-26: small-model read on a page that shows"
                + " the name, the street, the postcode, the city, the phone number: “Tel."
                + " 089/12345678”.");
    assertThat(phone.evidence().getFirst().evidence().url()).isEqualTo(front);

    FusedAttribute hours = fused(place, Attribute.OPENING_HOURS);
    assertThat(hours.value())
        .isInstanceOfSatisfying(
            AttributeValue.OpeningHours.class,
            found -> assertThat(found.osm()).isEqualTo("Tu-Su 17:00-24:00"));
    assertThat(hours.confidence()).isEqualTo(Confidence.LOW);
    assertThat(fused(place, Attribute.EMAIL).status()).isEqualTo(AttributeStatus.NOT_FOUND);
  }

  private static Answer page(URI address) {
    return address.getPath().equals("/")
        ? new Answer(
            200,
            Map.of("Content-Type", "text/html; charset=utf-8"),
            """
            <title>Café Mill</title><p>Leopoldstr. 7, 80802 München<p>Tel. 089/12345678
            <p>Dienstag bis Sonntag öffnen wir um 17 Uhr und schließen um Mitternacht.
            """)
        : Answer.status(404, "");
  }

  private static Answer hits(String address) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer
        .putArray("results")
        .addObject()
        .put("url", address)
        .put("title", "Café Mill - Start")
        .put("content", "Café in München");
    return Answer.ok(answer.toString());
  }

  private static Answer facts() {
    String facts =
        """
        {"facts": [
          {"attribute": "phone", "value": "089/12345678", "quote": "Tel. 089/12345678", "page": 1},
          {"attribute": "email", "value": "info@cafe-mill.de", "quote": "info@cafe-mill.de", "page": 1},
          {"attribute": "opening_hours", "value": "Tu-Su 17:00-24:00", "page": 1,
           "quote": "Dienstag bis Sonntag öffnen wir um 17 Uhr und schließen um Mitternacht."}]}
        """;
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.putArray("choices").addObject().putObject("message").put("content", facts);
    return Answer.ok(answer.toString());
  }

  private static LlmConfig config(LocalService model) {
    return new LlmConfig(
        URI.create(model.address() + "/v1"),
        null,
        "small-model",
        LIMITS,
        0.85,
        500,
        12_000,
        new LlmBudget(0, 0, 0, 0));
  }

  private static String siteAddress(LocalService site) {
    return "http://cafe-mill.de:" + site.address().getPort() + "/";
  }

  private static FusedAttribute fused(EnrichedPlace place, Attribute attribute) {
    return Objects.requireNonNull(place.attributes().get(attribute));
  }
}
