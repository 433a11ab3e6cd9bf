package dev.placemill.reference.file;

import dev.placemill.match.PlaceRecord;

/// Takes what a [PlaceFile] holds.
public interface PlaceSink {
  void place(PlaceRecord place);

  /// Something of the file that is no place anybody could look for.
  void leftOut(Omission why);

  /// How much of the file has been read.
  ///
  /// @param share from 0 to 1, never less than before
  void progress(double share);
}
