package dev.placemill.reference.file;

import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a file holds, gathered in memory.
final class GatheredPlaces implements PlaceSink {
  final List<PlaceRecord> places = new ArrayList<>();
  final List<Omission> omissions = new ArrayList<>();
  double share;

  static GatheredPlaces of(Path file) {
    var gathered = new GatheredPlaces();
    try {
      new PlaceFiles().open(file).read("test", gathered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gathered;
  }

  PlaceRecord only() {
    if (places.size() != 1) {
      throw new AssertionError("one place was expected: " + places);
    }
    return places.getFirst();
  }

  @Override
  public void place(PlaceRecord place) {
    places.add(place);
  }

  @Override
  public void leftOut(Omission why) {
    omissions.add(why);
  }

  @Override
  public void progress(double share) {
    if (share < this.share || share > 1) {
      throw new AssertionError("progress went from %s to %s".formatted(this.share, share));
    }
    this.share = share;
  }
}
