package dev.placemill.server.matching;

import dev.placemill.match.PlaceRecord;
import java.util.List;

/// What a request asks.
///
/// @param isList whether it asked for a list, and is answered with one
/// @param own the caller's own records; they are compared wherever they are
/// @param sources words for the imported data to search; empty for all of it, or, where the caller
///   gave records, for none
/// @param metres how far from a place the imported data are searched
record MatchQuestion(
    List<SoughtPlace> places,
    boolean isList,
    List<PlaceRecord> own,
    List<String> sources,
    int maxMatches,
    int metres) {}
