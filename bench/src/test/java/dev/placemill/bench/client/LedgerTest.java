package dev.placemill.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.bench.client.BatchClient.Batch;
import dev.placemill.bench.client.BatchClient.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A proof that cannot fail proves nothing: each kind of loss is noticed.
class LedgerTest {
  private static final Item A = new Item("a", "completed", null);
  private static final Item B = new Item("b", "completed", null);

  private final Ledger ledger = new Ledger();

  @Test
  void aWholeBatchIsNothingToTalkAbout() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.look(batch("processing", 1, 0, 1, List.of()));
    ledger.close(batch("completed", 2, 0, 0, List.of(A, B)));
    ledger.compare(List.of(batch("completed", 2, 0, 0, List.of())));

    assertThat(ledger.lost() + ledger.doubled() + ledger.unexpected()).isZero();
  }

  @Test
  void aPlaceWithoutAResultIsLost() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.close(batch("completed", 2, 0, 0, List.of(A)));

    assertThat(ledger.lost()).isEqualTo(1);
  }

  @Test
  void aCountThatGoesBackIsALoss() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.look(batch("processing", 2, 0, 0, List.of()));
    ledger.look(batch("processing", 1, 0, 1, List.of()));

    assertThat(ledger.lost()).isEqualTo(1);
  }

  @Test
  void anAcknowledgedBatchThatIsNotListedIsLost() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.compare(List.of());

    assertThat(ledger.lost()).isEqualTo(2);
  }

  @Test
  void aPlaceShownTwiceIsDoubled() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.close(batch("completed", 2, 0, 0, List.of(A, B, B)));

    assertThat(ledger.doubled()).isEqualTo(1);
  }

  @Test
  void moreResultsThanPlacesAreDoubledAndDoNotAddUp() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.close(batch("completed", 3, 0, -1, List.of(A, B)));

    assertThat(ledger.doubled()).isEqualTo(1);
    assertThat(ledger.unexpected()).isEqualTo(1);
  }

  @Test
  void aFailedPlaceIsUnexpected() {
    ledger.acknowledge("one", List.of("a", "b"));

    ledger.close(batch("partial", 1, 1, 0, List.of(A, new Item("b", "failed", null))));

    assertThat(ledger.unexpected()).isEqualTo(1);
  }

  private static Batch batch(
      String status, int completed, int failed, int pending, List<Item> results) {
    return new Batch("one", "test", status, 2, completed, failed, pending, results);
  }
}
