package dev.placemill.server.batch;

/// What was used: batches and their places, and what came of them. What is in none of the outcomes
/// has not ended.
public record Usage(Batches batches, Places places) {
  static final Usage NONE = new Usage(new Batches(0, 0, 0, 0), new Places(0, 0, 0));

  public record Batches(long total, long completed, long partial, long failed) {
    public long open() {
      return total - completed - partial - failed;
    }
  }

  public record Places(long total, long completed, long failed) {
    public long pending() {
      return total - completed - failed;
    }
  }

  public Usage plus(Usage other) {
    return new Usage(
        new Batches(
            batches.total + other.batches.total,
            batches.completed + other.batches.completed,
            batches.partial + other.batches.partial,
            batches.failed + other.batches.failed),
        new Places(
            places.total + other.places.total,
            places.completed + other.places.completed,
            places.failed + other.places.failed));
  }
}
