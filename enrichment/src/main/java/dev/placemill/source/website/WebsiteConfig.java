package dev.placemill.source.website;

/// How the places' own websites are read.
///
/// @param mostPages of one site, for one place
public record WebsiteConfig(int mostPages) {
  /// As it is where nothing else is said.
  public static final WebsiteConfig DEFAULTS = new WebsiteConfig(8);
}
