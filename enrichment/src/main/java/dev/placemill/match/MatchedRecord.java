package dev.placemill.match;

/// A record and how it compares with the place asked about.
public record MatchedRecord(PlaceRecord record, Match match) {}
