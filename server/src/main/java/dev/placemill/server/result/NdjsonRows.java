package dev.placemill.server.result;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// One result a line, as the bytes it was stored as, none of which is a line break.
final class NdjsonRows implements RowWriter {
  private final OutputStream out;

  NdjsonRows(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(ResultRow row) throws IOException {
    row.writeItem(out);
    out.write('\n');
  }

  @Override
  public void end(@Nullable String next) {}
}
