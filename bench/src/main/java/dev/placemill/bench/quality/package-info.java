/// Labelled data of others, read where it lies and judged by the code of `placemill evaluate`:
/// pairs of places, guides, real values, and the records of real extracts written down wrongly.
@NullMarked
package dev.placemill.bench.quality;

import org.jspecify.annotations.NullMarked;
