/// The source that asks the operator's own imported datasets.
///
/// Start at [dev.placemill.source.reference.ReferenceSource]; which value of a record becomes which
/// observation is in `RecordObservations`.
@NullMarked
package dev.placemill.source.reference;

import org.jspecify.annotations.NullMarked;
