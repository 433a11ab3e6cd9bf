package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedNamesTest {
  @Test
  void aPlaceOfManyPairsCountsOnceAndOneElsewhereOfTheSameNameAgain() {
    NameStatistics statistics =
        NameStatistics.of(
            List.of(
                clues("Café Roma", 43.7),
                clues("Cafe Roma", 43.7),
                clues("Cafe Roma", 43.8),
                clues("Roma Roma", 43.7)));

    assertThat(statistics.records()).isEqualTo(3);
    assertThat(statistics.recordsNamed(NameForm.of("Cafe Roma").joined())).isEqualTo(2);
    assertThat(statistics.recordsWithWord("roma")).isEqualTo(3);
    assertThat(statistics.recordsWithWord("hotel")).isZero();
  }

  private static Clues clues(String name, double latitude) {
    return Clues.of(
        new Place(name, new Coordinates(latitude, 7.4), PostalAddress.NONE, null, Claims.NONE),
        List.of(),
        List.of());
  }
}
