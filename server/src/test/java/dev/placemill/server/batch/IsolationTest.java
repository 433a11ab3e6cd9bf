package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.audit.Author;
import dev.placemill.server.http.ApiException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What one organization can learn of another, or do to it: nothing.
class IsolationTest extends SteppedEngine {
  @Test
  void anOrganizationNeitherSeesNorChangesABatchOfAnother() {
    BatchView batch = submit(acme, 5);
    new Node().finishAll();
    long rival = organization("rival");
    String id = batch.id().toString();
    List<ThrowingCallable> attempts =
        List.of(
            () -> store.read(rival, id, BatchStore.Range.ALL),
            () -> store.read(rival, id, new BatchStore.Range(0, 0)),
            () -> store.reprocess(rival, id, Reprocess.DEFAULT, Vocabulary.PLACES, null),
            () -> store.cancel(Author.operator(rival), id),
            () -> store.delete(Author.operator(rival), id));
    for (ThrowingCallable attempt : attempts) {
      assertThatThrownBy(attempt)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("has no batch");
    }
    assertThat(store.list(rival, BatchStore.Range.ALL)).isEmpty();
    assertThat(read(batch).items()).hasSize(5);
  }

  @Test
  void anIdempotencyKeyMeansNothingToAnotherOrganization() {
    var key = new IdempotencyKey("order-17", new byte[32]);
    var first = store.submit(acme, submission(5), key);
    var other = store.submit(organization("rival"), submission(5), key);
    assertThat(other.replayed()).isFalse();
    assertThat(other.batch()).isNotEqualTo(first.batch());
    assertThat(store.submit(acme, submission(5), key).batch()).isEqualTo(first.batch());
  }
}
