/// Writes Parquet files of flat tables, as much of the format as that takes.
///
/// Start at [ParquetWriter]. This room knows nothing of places.
@NullMarked
package dev.placemill.parquet;

import org.jspecify.annotations.NullMarked;
