package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.place.PostalAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortlistTest {
  private static final String[] SYLLABLES = {
    "ka", "ba", "ri", "tel", "mo", "zen", "ö", "no", "um", "sta", "li", "銀行", "!", " ", " "
  };

  private final Random random = new Random(7);
  private final MatchScorer scorer =
      new MatchScorer(MatchModel.load(), NameStatistics.of(List.of()), CategoryTaxonomy.load());

  @Test
  void itHasThoseOfWhichTheScorerSaysTheSame() {
    List<Clues> places = clues(300);
    Shortlist shortlist = new Shortlist(places);

    int found = 0;
    for (Clues record : clues(300)) {
      BitSet asked = shortlist.mayMatch(record);
      for (int i = 0; i < places.size(); i++) {
        assertThat(asked.get(i))
            .as("%s, %s", places.get(i), record)
            .isEqualTo(scorer.mayMatch(places.get(i), record));
      }
      found += asked.cardinality();
    }

    assertThat(found).isBetween(9_000, 81_000);
  }

  @Test
  void ofNoPlacesNoneMayMatch() {
    assertThat(new Shortlist(List.of()).mayMatch(clues(1).getFirst()).isEmpty()).isTrue();
  }

  private List<Clues> clues(int count) {
    return IntStream.range(0, count).mapToObj(number -> Clues.of(record(number))).toList();
  }

  private PlaceRecord record(int number) {
    Map<String, String> tags = new HashMap<>();
    claim(tags, "phone", "+49301234%d");
    claim(tags, "brand", "Brand %d");
    claim(tags, "website", "https://example%d.org/");
    return new PlaceRecord(
        "invented",
        "node/" + number,
        names(1 + random.nextInt(3)),
        names(random.nextInt(2)),
        null,
        PostalAddress.NONE,
        List.of(),
        tags,
        null,
        PlaceRecord.Lifecycle.IN_USE);
  }

  private void claim(Map<String, String> tags, String tag, String numbered) {
    if (random.nextInt(6) == 0) {
      tags.put(tag, numbered.formatted(random.nextInt(10, 40)));
    }
  }

  private List<String> names(int count) {
    return Stream.generate(this::name).limit(count).toList();
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int length = 1 + random.nextInt(9); length > 0; length--) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return name.toString();
  }
}
