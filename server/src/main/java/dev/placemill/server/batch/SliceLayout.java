package dev.placemill.server.batch;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which positions of a batch are in which slice. Slices are of one size, but in a batch that was
/// appended to: what is appended begins a slice of its own, since those there may be in work.
///
/// @param total how many places the batch has
/// @param sliceSize of every slice but the last, and of every slice that begins an append
/// @param starts the first position of each slice, or empty while all are of one size
record SliceLayout(int total, int sliceSize, List<Integer> starts) {
  SliceLayout {
    starts = List.copyOf(starts);
  }

  static SliceLayout of(int total, int sliceSize, @Nullable Array starts) throws SQLException {
    return new SliceLayout(
        total, sliceSize, starts == null ? List.of() : List.of((Integer[]) starts.getArray()));
  }

  int sliceOf(int position) {
    if (starts.isEmpty()) {
      return position / sliceSize;
    }
    int found = Collections.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  int slices() {
    return starts.isEmpty() ? (total + sliceSize - 1) / sliceSize : starts.size();
  }

  int lastSlice() {
    return slices() - 1;
  }

  /// The numbers of all slices.
  Set<Integer> all() {
    return IntStream.range(0, slices()).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  /// The first position of a slice.
  int start(int slice) {
    return starts.isEmpty() ? slice * sliceSize : starts.get(slice);
  }

  /// The layout with more places at its end.
  SliceLayout plus(int places) {
    if (starts.isEmpty() && total % sliceSize == 0) {
      return new SliceLayout(total + places, sliceSize, List.of());
    }
    List<Integer> more = new ArrayList<>();
    for (int slice = 0; slice < slices(); slice++) {
      more.add(start(slice));
    }
    for (int position = total; position < total + places; position += sliceSize) {
      more.add(position);
    }
    return new SliceLayout(total + places, sliceSize, more);
  }
}
