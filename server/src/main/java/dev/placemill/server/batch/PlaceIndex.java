package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.queue.BatchKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Finds jobs by the id of their place: by the numbers of 32 bits that `slice_input` holds for the
/// places of each slice. That a number is there means little; the slice itself is looked into.
final class PlaceIndex {
  private PlaceIndex() {}

  /// A job that has a place id.
  ///
  /// @param alone whether it was sent by itself
  record Found(BatchKey batch, int position, boolean alone) {}

  private record Slice(BatchKey batch, int number, boolean alone) {}

  /// The number of a place. That of the same id in another organization is another one.
  static int hash(long orgId, String placeId) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(orgId).flip());
      return ByteBuffer.wrap(digest.digest(placeId.getBytes(UTF_8))).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The numbers of the places of a slice.
  static Integer[] hashes(long orgId, List<Item> places) {
    return places.stream()
        .map(place -> hash(orgId, SubmittedPlace.id(place.json())))
        .toArray(Integer[]::new);
  }

  // The newest first: ids of batches begin with the time they were made.
  private static final String SLICES =
      """
      SELECT i.day, i.batch_id, i.slice_no, b.alone
      FROM slice_input i JOIN batch b USING (day, org_id, batch_id)
      WHERE i.org_id = :orgId AND i.place_hashes @> ARRAY[CAST(:hash AS integer)]
        AND i.day >= CAST(engine_now() AT TIME ZONE 'UTC' AS date) - CAST(:days AS integer)
      ORDER BY i.day DESC, i.batch_id DESC, i.slice_no DESC
      LIMIT :limit
      """;

  /// The jobs that have a place id, of those sent last.
  ///
  /// @param days how long ago they may have been sent
  /// @param atMost how many slices to look into
  static List<Found> find(Handle handle, long orgId, String placeId, long days, int atMost) {
    List<Slice> slices =
        handle
            .createQuery(SLICES)
            .bind("orgId", orgId)
            .bind("hash", hash(orgId, placeId))
            .bind("days", days)
            .bind("limit", atMost)
            .map((row, _) ->
                new Slice(
                    new BatchKey(
                        orgId,
                        row.getObject("day", LocalDate.class),
                        row.getObject("batch_id", UUID.class)),
                    row.getInt("slice_no"),
                    row.getBoolean("alone")))
            .list();
    List<Found> found = new ArrayList<>();
    for (Slice slice : slices) {
      for (Item place : SliceInputs.read(handle, slice.batch(), slice.number(), slice.number())) {
        if (SubmittedPlace.id(place.json()).equals(placeId)) {
          found.add(new Found(slice.batch(), place.position(), slice.alone()));
        }
      }
    }
    return found;
  }
}
