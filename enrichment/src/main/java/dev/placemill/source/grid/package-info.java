/// Cells of worldwide grids as a source: the plus code and the H3 cell of the best point known.
///
/// Start at [dev.placemill.source.grid.GridSource].
@NullMarked
package dev.placemill.source.grid;

import org.jspecify.annotations.NullMarked;
