package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.queue.BatchKey;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `slice_input`: what the client sent, never changed.
final class SliceInputs {
  private SliceInputs() {}

  private static final String STORE =
      """
      INSERT INTO slice_input (day, org_id, batch_id, slice_no, places)
      VALUES (:day, :orgId, :batchId, :sliceNo, :places)
      """;

  /// Cuts places into slices and stores them.
  ///
  /// @return the numbers of the slices
  static Short[] store(Handle handle, BatchKey batch, List<byte[]> places, int sliceSize) {
    List<Short> slices = new ArrayList<>();
    var statement = handle.prepareBatch(STORE);
    for (int first = 0; first < places.size(); first += sliceSize) {
      List<Item> items = new ArrayList<>();
      for (int i = first; i < Math.min(first + sliceSize, places.size()); i++) {
        items.add(new Item(i, State.PENDING, places.get(i)));
      }
      short sliceNo = (short) (first / sliceSize);
      slices.add(sliceNo);
      statement
          .bindMethods(batch)
          .bind("sliceNo", sliceNo)
          .bind("places", Packed.pack(items))
          .add();
    }
    statement.execute();
    return slices.toArray(Short[]::new);
  }

  private static final String OF_SLICES =
      """
      SELECT places FROM slice_input
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND slice_no BETWEEN :first AND :last
      ORDER BY slice_no
      """;

  /// The places of some slices, in the order they were sent.
  static List<Item> read(Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    List<Item> places = new ArrayList<>();
    handle
        .createQuery(OF_SLICES)
        .bindMethods(batch)
        .bind("first", firstSlice)
        .bind("last", lastSlice)
        .map((row, _) -> row.getBytes("places"))
        .forEach(packed -> places.addAll(Packed.unpack(packed)));
    return places;
  }
}
