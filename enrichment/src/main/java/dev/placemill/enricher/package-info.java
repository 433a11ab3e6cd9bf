/// The pipeline: ask the sources, fuse what they answer, explain the result.
///
/// Start at [dev.placemill.enricher.SourcesEnricher].
@NullMarked
package dev.placemill.enricher;

import org.jspecify.annotations.NullMarked;
