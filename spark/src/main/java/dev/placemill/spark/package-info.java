/// Whole files of places, enriched on Apache Spark: read, brought together by where they are,
/// enriched by the library, written part by part.
@NullMarked
package dev.placemill.spark;

import org.jspecify.annotations.NullMarked;
