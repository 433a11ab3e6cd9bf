package dev.placemill.server.result;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes results in one form, one after the other. What it has begun may be in its own memory
/// until the end, but never more than a bounded part of it.
interface RowWriter {
  void write(ResultRow row) throws IOException;

  /// Completes what was written.
  ///
  /// @param next the cursor of the page after this one, or null when there is none
  void end(@Nullable String next) throws IOException;
}
