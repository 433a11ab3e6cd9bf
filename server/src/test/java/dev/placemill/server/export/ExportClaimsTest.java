package dev.placemill.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.export.ExportStore.Claim;
import dev.placemill.server.export.ExportStore.ClaimLost;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who makes an export when several nodes would, and when one of them dies over it.
class ExportClaimsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final long ORG = 1;
  private static final Duration KEPT = Duration.ofDays(7);

  private ExportStore store;
  private EngineClock clock;

  @BeforeEach
  void empty() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    store = new ExportStore(DATABASE.database());
  }

  private Export added() {
    return store.add(ORG, List.of("batch_7"), List.of("seven"), null);
  }

  private Claim claimed() {
    return store.claim().orElseThrow();
  }

  @Test
  void anExportIsClaimedByOneNode() {
    Export export = added();
    assertThat(claimed().export().id()).isEqualTo(export.id());
    assertThat(store.claim()).isEmpty();
  }

  @Test
  void whatADeadNodeBeganIsBegunAnewAndItsPartsAreDropped() {
    added();
    Export dead = claimed().export();
    store.addPart(dead, 0, new byte[] {1});
    clock.passes(ExportStore.LEASE.plusSeconds(1));
    Export alive = claimed().export();
    assertThat(store.findPart(alive.id(), 0)).isEmpty();
    store.addPart(alive, 0, new byte[] {2, 3});

    assertThatThrownBy(() -> store.addPart(dead, 1, new byte[] {4})).isInstanceOf(ClaimLost.class);
    assertThatThrownBy(() -> store.renew(dead)).isInstanceOf(ClaimLost.class);
    assertThatThrownBy(() -> store.complete(dead, 1, 1, KEPT)).isInstanceOf(ClaimLost.class);
    store.complete(alive, 1, 2, KEPT);
    assertThat(store.findPart(alive.id(), 0)).hasValue(new byte[] {2, 3});
    assertThat(store.findPart(alive.id(), 1)).isEmpty();
    assertThat(status(alive)).isEqualTo(ExportStatus.COMPLETED);
  }

  @Test
  void aClaimThatIsRenewedHolds() {
    added();
    Export export = claimed().export();
    clock.passes(ExportStore.LEASE.minusSeconds(1));
    store.renew(export);
    clock.passes(ExportStore.LEASE.minusSeconds(1));
    assertThat(store.claim()).isEmpty();
  }

  @Test
  void anExportOfABatchThatIsGoneFailsAndSaysWhy() {
    String gone = "batch_%012x70008000000000000000".formatted(System.currentTimeMillis());
    Export export = store.add(ORG, List.of(gone), List.of("gone"), null);
    work().makeAll();
    Export failed = store.find(ORG, export.id()).orElseThrow();
    assertThat(failed.status()).isEqualTo(ExportStatus.FAILED);
    assertThat(failed.error()).contains(gone);
  }

  @Test
  void anExportThatIsBegunAgainAndAgainIsGivenUp() {
    Export export = added();
    for (int i = 0; i < 5; i++) {
      claimed();
      clock.passes(ExportStore.LEASE.plusSeconds(1));
    }
    work().makeAll();
    Export failed = store.find(ORG, export.id()).orElseThrow();
    assertThat(failed.status()).isEqualTo(ExportStatus.FAILED);
    assertThat(failed.error()).contains("5 times");
  }

  private ExportStatus status(Export export) {
    return store.find(ORG, export.id()).orElseThrow().status();
  }

  private ExportWork work() {
    var defaults = ConfigReader.ofDefaults();
    return new ExportWork(
        store,
        new BatchResults(DATABASE.database(), BatchLimits.read(defaults)),
        ExportConfig.read(defaults),
        Duration.ofDays(30));
  }
}
