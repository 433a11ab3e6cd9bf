package dev.placemill.source.brand;

/// Which brand a place belongs to, or why none.
sealed interface BrandMatch {
  /// The place is one of the brand's.
  ///
  /// @param reason one sentence for people
  record Recognised(Brand brand, double probability, String reason) implements BrandMatch {}

  /// No brand fits, or several fit equally well.
  ///
  /// @param reason one sentence for people
  record NoBrand(String reason) implements BrandMatch {}
}
