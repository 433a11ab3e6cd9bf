package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Faults;
import dev.placemill.table.ListSource;
import dev.placemill.table.UnusableList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// A list of places that is to become batches. It is looked through from end to end before anything
/// is done; then its places are read again, batch by batch, so that only those of one are held.
///
/// @param rows how many rows or lines it has; of a table without those that are all blank
/// @param places how many of them can be taken
/// @param skipped why the others are passed over, the first of them
record Upload(
    UploadForm form,
    ListSource source,
    UploadOptions options,
    int rows,
    int places,
    List<Fault> skipped) {
  private static final int MOST_ROWS = 500_000;

  /// So many of those passed over are told.
  private static final int MOST_TOLD = 100;

  Upload {
    skipped = List.copyOf(skipped);
  }

  /// Looks through a list.
  ///
  /// @throws ApiException when it is no list of places, or some cannot be taken and are not to be
  ///   skipped
  static Upload of(UploadForm form, ListSource source, UploadOptions options) {
    var refused = new Faults();
    List<Fault> skipped = new ArrayList<>();
    int rows = 0;
    int places = 0;
    try (UploadedList list = UploadedList.open(form, source, options.first())) {
      while (list.hasNext()) {
        UploadedList.Row row = list.next();
        if (row.json() != null) {
          places++;
        } else if (row.isLeftOut()) {
          continue;
        } else if (!row.isSkipped(options.skips())) {
          row.faults().forEach(fault -> refused.add(fault.inRow(row.number(), row.line())));
        } else if (skipped.size() < MOST_TOLD) {
          skipped.add(row.faults().getFirst().inRow(row.number(), row.line()));
        }
        rows++;
      }
    } catch (UnusableList e) {
      throw unusable(e);
    }
    refused.refuse();
    if (places == 0) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          rows == 0
              ? "The body holds no places."
              : "None of the %,d places can be taken; dry_run=true says why.".formatted(rows),
          skipped);
    }
    return new Upload(form, source, options, rows, places, skipped);
  }

  /// Ids are held to find those that come again.
  static void requireFew(long rows) {
    if (rows > MOST_ROWS) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "A list may hold %,d rows; send this one in parts.".formatted(MOST_ROWS));
    }
  }

  static ApiException unusable(UnusableList e) {
    return new ApiException(ErrorCode.UNUSABLE_LIST, String.valueOf(e.getMessage()));
  }

  int skippedCount() {
    return rows - places;
  }

  int batchCount() {
    return (places + options.maxPlaces() - 1) / options.maxPlaces();
  }

  /// The batches it becomes, in order. Each iteration reads the list anew.
  Iterable<Submission> batches() {
    return () -> new Batches(UploadedList.open(form, source, options.first()));
  }

  private final class Batches implements Iterator<Submission> {
    private final UploadedList list;
    private int made;

    Batches(UploadedList list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return made < batchCount();
    }

    @Override
    public Submission next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<byte[]> some = new ArrayList<>();
      while (some.size() < options.maxPlaces() && list.hasNext()) {
        byte[] place = list.next().json();
        if (place != null) {
          some.add(place);
        }
      }
      made++;
      if (!hasNext()) {
        list.close();
      }
      return options.batch().with(name(some.size()), some);
    }

    private String name(int size) {
      String name =
          options.named() ? options.batch().name() : "Batch of %,d places".formatted(size);
      return batchCount() == 1 ? name : "%s (%d of %d)".formatted(name, made, batchCount());
    }
  }
}
