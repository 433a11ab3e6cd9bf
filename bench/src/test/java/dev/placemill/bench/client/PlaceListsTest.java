package dev.placemill.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.bench.client.PlaceLists.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceListsTest {
  @Test
  void aSeedMakesTheSameListAgainAndEveryRowSaysWhereItIs() throws IOException {
    PlaceLists lists = PlaceLists.of(Path.of(".."));

    List<Place> places = lists.branches(200, new Random(7));

    assertThat(places).isEqualTo(lists.branches(200, new Random(7)));
    assertThat(places).extracting(Place::placeId).doesNotHaveDuplicates();
    assertThat(places)
        .allMatch(place -> !place.inputs().name().isBlank())
        .allMatch(place -> place.inputs().latitude() != null || place.inputs().address() != null);
  }
}
