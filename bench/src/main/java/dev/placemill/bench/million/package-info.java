/// As many invented places as a proof needs, made of real ones, so that an index of them is like an
/// index of a country.
///
/// Start at [dev.placemill.bench.million.InventedPlaces].
@NullMarked
package dev.placemill.bench.million;

import org.jspecify.annotations.NullMarked;
