package dev.placemill.spark;

import java.util.Arrays;
import org.apache.spark.Partitioner;

/// One task for each part that is not written yet, the last part first: places without coordinates
/// stand there and take several times as long, so that begun last they would keep one core at work
/// when all others have nothing left.
final class ByPart extends Partitioner {
  private static final long serialVersionUID = 1;

  private final Regions regions;
  private final int[] missing;

  /// @param missing the numbers of the parts, in their order
  ByPart(Regions regions, int[] missing) {
    this.regions = regions;
    this.missing = missing.clone();
  }

  @Override
  public int numPartitions() {
    return missing.length;
  }

  @Override
  public int getPartition(Object slot) {
    int part = regions.partOf(((Slot) slot).region());
    return missing.length - 1 - Arrays.binarySearch(missing, part);
  }

  boolean isMissing(int region) {
    return Arrays.binarySearch(missing, regions.partOf(region)) >= 0;
  }

  /// The part that a task writes.
  int part(int task) {
    return missing[missing.length - 1 - task];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByPart same
        && regions.equals(same.regions)
        && Arrays.equals(missing, same.missing);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(missing);
  }
}
