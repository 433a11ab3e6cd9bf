/// Files of places as others publish them, and how each becomes records of one vocabulary.
///
/// Start at [dev.placemill.reference.file.PlaceFile]. A file is streamed: whatever its size, memory
/// holds a few of its places. This room knows nothing of the index that keeps them.
@NullMarked
package dev.placemill.reference.file;

import org.jspecify.annotations.NullMarked;
