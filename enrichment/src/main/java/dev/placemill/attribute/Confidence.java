package dev.placemill.attribute;

/// How far a value can be trusted, in the five words of the API. Each word is a band of the
/// probability that the value is right.
public enum Confidence {
  VERY_HIGH(0.95),
  HIGH(0.90),
  MEDIUM(0.80),
  LOW(0.50),
  NONE(0);

  private final double floor;

  Confidence(double floor) {
    this.floor = floor;
  }

  /// The least probability that has this word.
  public double floor() {
    return floor;
  }

  /// The word for a probability between 0 and 1.
  public static Confidence of(double probability) {
    for (Confidence word : values()) {
      if (probability >= word.floor) {
        return word;
      }
    }
    throw new IllegalArgumentException("not a probability: " + probability);
  }
}
