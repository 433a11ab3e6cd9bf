/// What a person sees of a web page, and whether it shows the place in question.
///
/// Start at [dev.placemill.page.ReadablePage] and [dev.placemill.page.PlaceOnPage]. Nothing here
/// fetches anything. Whoever reads pages reads them by this room.
@NullMarked
package dev.placemill.page;

import org.jspecify.annotations.NullMarked;
