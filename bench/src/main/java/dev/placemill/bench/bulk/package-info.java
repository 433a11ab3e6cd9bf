/// Whole files of places on a real Spark cluster that loses an executor, beside the bare library on
/// one thread and beside the server.
///
/// Start at [dev.placemill.bench.bulk.Bulk].
@NullMarked
package dev.placemill.bench.bulk;

import org.jspecify.annotations.NullMarked;
