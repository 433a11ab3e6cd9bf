package dev.placemill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TogetherTest {
  private final Together together = new Together();

  @Test
  void aRegionIsHeldWithAllItsGuestsHoweverManyTheyAre() {
    for (int i = 0; i < 6_000; i++) {
      add(i, true, "Shop " + i);
    }
    for (int i = 6_000; i < 7_000; i++) {
      add(i % 2 == 0 ? i : i - 6_500, false, "Shop " + i);
    }

    List<Together.Member> members = together.members();
    assertThat(together.isFull()).isFalse();
    assertThat(members).hasSize(7_000);
    assertThat(members.stream().filter(Together.Member::isGuest)).hasSize(6_000);
    assertThat(members)
        .isSortedAccordingTo((a, b) -> Long.compare(a.row().position(), b.row().position()));
    assertThat(Together.places(members)).hasSize(7_000);
  }

  @Test
  void whatWasWorkedAtOneSpotIsComparedWithWhatComesBehindIt() {
    int position = 0;
    while (!together.isFull()) {
      add(position++, false, "Spot");
    }
    int worked = together.members().size();
    together.goOn();
    assertThat(together.members()).isEmpty();
    add(position, false, "Spot");

    assertThat(together.members()).hasSize(worked + 1);
    assertThat(together.members().stream().filter(one -> !one.isGuest())).hasSize(1);
    together.clear();
    assertThat(together.members()).isEmpty();
  }

  @Test
  void noMoreIsHeldThanTheMemoryOfACoreIsMadeFor() {
    for (int i = 0; i < 12_000; i++) {
      add(i, true, "Shop");
    }
    add(12_000, false, "Shop");
    assertThat(together.members()).hasSize(10_001);

    together.clear();
    String name = "x".repeat(60_000);
    for (int i = 0; i < 300; i++) {
      add(i, true, name);
    }
    int own = 0;
    while (!together.isFull()) {
      add(300 + own++, false, name);
    }
    assertThat(together.members().size() * 60_000L).isLessThan(2 * (17L << 20));
  }

  private void add(int position, boolean isGuest, String name) {
    var inputs =
        JsonMapper.shared()
            .createObjectNode()
            .put("name", name)
            .put("latitude", 48.2)
            .put("longitude", 16.3);
    var row = new ListedPlace(0, position, "1", "p" + position, inputs, null, false);
    together.add(Slot.of(0, row, isGuest), row.toBytes());
  }
}
