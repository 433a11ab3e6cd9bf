/// Web search as a source: finds the official site of a place whose website nobody knows.
///
/// Start at [dev.placemill.source.search.SearchSource]. What a search engine ranks first is no
/// evidence: a site is believed when its name is the place's or its front page speaks of the place,
/// and when its page shows the place where it is ([OfficialSite]).
@NullMarked
package dev.placemill.source.search;

import org.jspecify.annotations.NullMarked;
