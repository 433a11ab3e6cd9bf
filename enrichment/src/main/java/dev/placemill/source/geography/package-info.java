/// The geography source: country, subdivision, city and time zone of a place, from its coordinates
/// or from its address, offline.
///
/// Start at [dev.placemill.source.geography.GeographySource]. The files it reads lie beside it in
/// the resources; `data/refresh` makes them and `data/README.md` describes them.
@NullMarked
package dev.placemill.source.geography;

import org.jspecify.annotations.NullMarked;
