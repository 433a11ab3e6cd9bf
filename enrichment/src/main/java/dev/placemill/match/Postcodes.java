package dev.placemill.match;

/// Two postcodes side by side, as [AddressForm] has them. They run from the region to the street:
/// the more of their beginnings is the same, the nearer they are.
public record Postcodes(String one, String other) {
  private static final int SHORTEST_DISTRICT = 3;

  /// How many letters from the beginning are the same.
  public int same() {
    int shorter = shorter();
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /// Whether one is a district and the other lies in it.
  public boolean isOneWithin() {
    return shorter() >= SHORTEST_DISTRICT && same() == shorter();
  }

  public int longer() {
    return Math.max(one.length(), other.length());
  }

  private int shorter() {
    return Math.min(one.length(), other.length());
  }
}
