package dev.placemill.source.website;

/// How the places' own websites are read.
///
/// @param mostPages of one site, for one place
public record WebsiteConfig(int mostPages) {}
