package dev.placemill.source.grid;

import com.uber.h3core.H3Core;
import dev.placemill.place.Coordinates;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cell of a point in Uber's hexagonal grid, by their own library, which runs native code.
final class H3Cells {
  /// Cells of about 15,000 square metres, 76 m a side: finer than that, most points are not exact.
  private static final int RESOLUTION = 10;

  private final @Nullable H3Core grid;

  private H3Cells(@Nullable H3Core grid) {
    this.grid = grid;
  }

  /// Where the native library does not run (it comes for Linux with glibc, macOS and Windows, and
  /// wants a temporary directory that may hold programs), there are no cells.
  static H3Cells load() {
    try {
      return new H3Cells(H3Core.newInstance());
    } catch (IOException | UnsatisfiedLinkError doesNotRunHere) {
      return new H3Cells(null);
    }
  }

  Optional<String> find(Coordinates point) {
    return grid == null
        ? Optional.empty()
        : Optional.of(grid.latLngToCellAddress(point.latitude(), point.longitude(), RESOLUTION));
  }
}
