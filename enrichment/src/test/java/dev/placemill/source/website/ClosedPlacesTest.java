package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.page.PlaceClues;
import dev.placemill.source.SourceAnswer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A place is closed only where its page says so of this place.
class ClosedPlacesTest extends VisitedSites {
  @Test
  void aPlaceThatSaysItHasClosedIsClosed() {
    web.page(
        "closed.example/",
        "<h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p><p>We are permanently closed."
            + " Thank you!</p><p>Mon-Sun 9am-5pm</p>");
    web.page(
        "moved.example/",
        "<h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p><p>Our other shop is permanently"
            + " closed.</p>");
    web.page(
        "pause.example/",
        "<html lang=de><h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p>"
            + "<p>Vorübergehend geschlossen</p>");
    SourceAnswer closed = ask("Old Mill", "closed.example/");
    assertThat(text(closed, Attribute.OPEN_CLOSED_STATUS)).contains("Closed");
    assertThat(find(closed, Attribute.OPEN_CLOSED_STATUS).orElseThrow().reason())
        .contains("We are permanently closed");
    assertThat(text(ask("Old Mill", "moved.example/"), Attribute.OPEN_CLOSED_STATUS)).isEmpty();
    assertThat(text(ask("Old Mill", "pause.example/"), Attribute.OPEN_CLOSED_STATUS))
        .contains("Temporarily Closed");
  }

  private static final String SIGN = "<p>Tea House, 12 Market Street, Springfield 62704</p>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIGN + "<p>Our Hill Road store is permanently closed.",
        SIGN + "<p>Our store in Chicago is permanently closed.",
        SIGN + "<p>Tea House, 99 Hill Road, Springfield 62701</p><p>Permanently closed",
        SIGN + "<p>Hill Road branch</p><p>99 Hill Road</p><p>We are permanently closed",
        "<p>Tea House, 99 Hill Road, Springfield 62701: permanently closed</p>" + SIGN,
        "<h3>North</h3><p>Permanently closed</p><h3>Market</h3>"
            + SIGN
            + "<h3>Hill</h3><p>99 Hill Road, Springfield 62701</p>",
        "<ul><li>Chicago (permanently closed)<li>Peoria</ul>" + SIGN
      })
  void aNoticeOfAnotherBranchClosesNotThisPlace(String page) {
    web.page("chain.example/", "<title>Tea House</title>" + page);
    SourceAnswer answer =
        ask(
            place("Tea House", STREET, web.at("chain.example/").toString()),
            brandSite("chain.example/"));
    assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIGN + "<p>This location is permanently closed.",
        SIGN + "<p>Permanently closed</p><p>Tea House, 99 Hill Road, Springfield 62701</p>",
        "<p>Tea House Market Street is permanently closed</p>" + SIGN,
        SIGN + "<p>After ten years we have closed our doors",
        "<h1>Tea House</h1><p>We are permanently closed.</p><h2>Contact</h2>" + SIGN
      })
  void aNoticeOfThisBranchClosesIt(String page) {
    web.page("chain.example/", "<title>Tea House</title>" + page);
    SourceAnswer answer =
        ask(
            place("Tea House", STREET, web.at("chain.example/").toString()),
            brandSite("chain.example/"));
    assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).contains("Closed");
    assertThat(((SourceAnswer.Found) answer).observations())
        .filteredOn(observation -> observation.attribute() == Attribute.OPEN_CLOSED_STATUS)
        .extracting(observation -> observation.evidence().quote())
        .allSatisfy(quote -> assertThat(quote).containsIgnoringCase("closed"));
  }

  @Test
  void inAListOfBranchesOnlyTheOneThatSaysSoIsClosed() {
    String branch = "<div><h3>%s</h3><p>%s</p><a href='tel:+1217555014%d'>call</a><p>%s</p></div>";
    String open = "Mon-Sun 9am-7pm";
    String north = branch.formatted("North", "99 Hill Road, 62701 Springfield", 0, "%s");
    String market = branch.formatted("Market", "12 Market St, 62704 Springfield", 1, "%s");
    String south = branch.formatted("South", "5 Low Lane, 62707 Springfield", 2, open);
    web.page(
        "others.example/", north.formatted("Permanently closed") + market.formatted(open) + south);
    web.page(
        "this.example/", north.formatted(open) + market.formatted("Permanently closed") + south);
    web.page(
        "flat.example/",
        (north.formatted(open)
                + market.formatted(open)
                + "<h3>East</h3><p>Permanently closed</p>"
                + south)
            .replaceAll("</?div>", ""));
    assertThat(text(ask("Tea House", "others.example/"), Attribute.OPEN_CLOSED_STATUS))
        .contains("Open");
    assertThat(text(ask("Tea House", "this.example/"), Attribute.OPEN_CLOSED_STATUS))
        .contains("Closed");
    SourceAnswer flat = ask("Tea House", "flat.example/");
    if (flat instanceof SourceAnswer.Found) {
      assertThat(text(flat, Attribute.OPEN_CLOSED_STATUS)).isNotEqualTo(Optional.of("Closed"));
    }
  }

  @Test
  void aTextWithoutFullStopsIsReadOnce() {
    var text = new CountedText("permanently closed ".repeat(5_000));
    assertThat(ClosingNotice.find(text, NOWHERE, false)).isEmpty();
    assertThat(text.read.get()).isLessThan(300L * text.length());
  }

  private static final PlaceClues NOWHERE =
      new PlaceClues(
          "Tea House", List.of(), List.of(), List.of(), Set.of(), List.of(), Set.of(), null);

  /// Counts how often a letter is looked at.
  private record CountedText(String text, AtomicLong read) implements CharSequence {
    CountedText(String text) {
      this(text, new AtomicLong());
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      read.incrementAndGet();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
