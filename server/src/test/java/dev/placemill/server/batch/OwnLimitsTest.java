package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.org.Limit;
import dev.placemill.server.org.Limits;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An organization's own limits rule in place of the server's, and in no other organization.
class OwnLimitsTest extends SteppedEngine {
  private Limits own() {
    return new Limits(DATABASE.database());
  }

  private void set(Limit limit, int value) {
    own().set(acme, "acme", Map.of(limit, Optional.of(value)));
  }

  @Test
  void itsRunningBatchesAreAsManyAsItMayHave() {
    set(Limit.RUNNING_BATCHES, 1);
    for (int i = 0; i < 5; i++) {
      submit(acme, 1);
      submit(organization("rival"), 1);
    }
    var node = new Node();
    var leases = node.work.claim(100);
    assertThat(leases).filteredOn(lease -> lease.batch().orgId() == acme).hasSize(1);
    assertThat(leases).filteredOn(lease -> lease.batch().orgId() != acme).hasSize(2);

    set(Limit.RUNNING_BATCHES, 3);
    leases.forEach(node::finish);
    assertThat(node.work.claim(100)).filteredOn(lease -> lease.batch().orgId() == acme).hasSize(3);
  }

  @Test
  void beyondItsOpenSlicesFurtherBatchesAreRefused() {
    set(Limit.OPEN_SLICES, 2);
    submit(acme, SLICE_SIZE + 1);
    // What was queued in the last second is known to the server that queued it; another looks.
    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> store(limits).submit(acme, submission(1), null));
    assertThat(refused.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(refused).hasMessageContaining("work of 2 slices");
    store(limits).submit(organization("rival"), submission(1), null);
    own().set(acme, "acme", Map.of(Limit.OPEN_SLICES, Optional.empty()));
    store(limits).submit(acme, submission(1), null);
  }

  @Test
  void whatCannotBeALimitIsRefusedAndNothingSet() {
    set(Limit.MAX_PLACES, 500);
    assertThatThrownBy(() ->
            own()
                .set(
                    acme,
                    "acme",
                    Map.of(
                        Limit.MAX_PLACES, Optional.of(7), Limit.RUNNING_BATCHES, Optional.of(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("running-batches must be a whole number from 1 to 10,000");
    assertThat(own().of(acme)).isEqualTo(Map.of(Limit.MAX_PLACES, 500));
    assertThat(own().findOrganization("nobody")).isEmpty();
  }
}
