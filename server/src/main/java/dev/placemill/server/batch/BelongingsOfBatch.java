package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import org.jdbi.v3.core.Handle;

/// What rooms that know of batches keep of them, of which this room knows nothing.
public interface BelongingsOfBatch {
  /// Deletes what is kept of a batch, in the transaction that deletes the batch itself.
  void forget(Handle handle, BatchKey batch);
}
