/// The brand source: which chain a place belongs to, and what the whole chain shares.
///
/// Start at [dev.placemill.source.brand.BrandSource]. It knows the brands of OpenStreetMap's
/// name-suggestion-index, which come with the library: [BrandCatalog] holds them, [BrandMatcher]
/// decides which one a name means, and `data/refresh-brands.mjs` writes the file they are read
/// from. It needs no network, and it never claims that what it knows is the branch's own.
@NullMarked
package dev.placemill.source.brand;

import org.jspecify.annotations.NullMarked;
