package dev.placemill.server.batch;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A list of which only the first rows are read.
final class FirstRows implements UploadedList {
  private final UploadedList list;
  private int left;

  /// @param rows how many, not counting those that say nothing
  FirstRows(UploadedList list, int rows) {
    this.list = list;
    this.left = rows;
  }

  @Override
  public @Nullable Table table() {
    return list.table();
  }

  @Override
  public boolean hasNext() {
    return left > 0 && list.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = list.next();
    if (!row.isLeftOut()) {
      left--;
    }
    return row;
  }

  @Override
  public void close() {
    list.close();
  }
}
