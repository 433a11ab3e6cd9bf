/// What clients see: batches, their progress, their results, their limits.
///
/// Start at [dev.placemill.server.batch.BatchRoutes] for the API and at
/// [dev.placemill.server.batch.BatchStore] for what is kept; this room owns the tables `batch`,
/// `slice_input` and `result_chunk`. How work is shared out is the queue's business.
@NullMarked
package dev.placemill.server.batch;

import org.jspecify.annotations.NullMarked;
