/// The place's own website as a source: what it says in schema.org's words and in plain HTML, once
/// it has shown that it speaks of this place.
///
/// Start at [dev.placemill.source.website.WebsiteSource].
@NullMarked
package dev.placemill.source.website;

import org.jspecify.annotations.NullMarked;
