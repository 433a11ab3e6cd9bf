/// How addresses are written in each country.
///
/// Start at [dev.placemill.address.AddressFormat].
@NullMarked
package dev.placemill.address;

import org.jspecify.annotations.NullMarked;
