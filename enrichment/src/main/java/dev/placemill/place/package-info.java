/// What a client told us about a place, before anybody else is asked.
///
/// Start at [dev.placemill.place.Place]; [dev.placemill.place.PlaceReader] makes one from the JSON
/// of a request and says what is wrong where it cannot.
@NullMarked
package dev.placemill.place;

import org.jspecify.annotations.NullMarked;
