package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `slice_input`: what the client sent, never changed.
final class SliceInputs {
  private static final int SLICES_AT_ONCE = 16;

  private SliceInputs() {}

  private static final String STORE =
      """
      INSERT INTO slice_input (day, org_id, batch_id, slice_no, places, attributes, place_hashes)
      VALUES (:day, :orgId, :batchId, :sliceNo, :places, :attributes, :placeHashes)
      """;

  /// Stores the places at the end of a batch in their slices.
  ///
  /// @param layout of the batch with these places in it
  /// @param wanted what they ask for, or null for what the batch asks for
  /// @param words those of the newer API find jobs by their places
  /// @return the numbers of the slices
  static Short[] store(
      Handle handle,
      BatchKey batch,
      List<byte[]> places,
      SliceLayout layout,
      @Nullable Set<Attribute> wanted,
      Vocabulary words) {
    int offset = layout.total() - places.size();
    List<Short> slices = new ArrayList<>();
    var statement = handle.prepareBatch(STORE);
    for (int first = offset; first < layout.total(); first += layout.sliceSize()) {
      List<Item> items = new ArrayList<>();
      for (int i = first; i < Math.min(first + layout.sliceSize(), layout.total()); i++) {
        items.add(new Item(i, State.PENDING, places.get(i - offset)));
      }
      short sliceNo = (short) layout.sliceOf(first);
      slices.add(sliceNo);
      statement
          .bindMethods(batch)
          .bind("sliceNo", sliceNo)
          .bind("places", Packed.pack(items))
          .bind("attributes", WantedAttributes.wireNames(wanted))
          .bind(
              "placeHashes",
              words == Vocabulary.JOBS ? PlaceIndex.hashes(batch.orgId(), items) : null)
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

  private static final String WANTED =
      """
      SELECT i.slice_no, coalesce(i.attributes, b.attributes) AS attributes
      FROM batch b JOIN slice_input i USING (day, org_id, batch_id)
      WHERE b.day = :day AND b.org_id = :orgId AND b.batch_id = :batchId
        AND i.slice_no BETWEEN :first AND :last
      """;

  /// What the places of some slices ask for where they do not say themselves; without those slices
  /// that ask for everything.
  static Map<Integer, Set<Attribute>> wanted(
      Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    Map<Integer, Set<Attribute>> wanted = new HashMap<>();
    handle
        .createQuery(WANTED)
        .bindMethods(batch)
        .bind("first", firstSlice)
        .bind("last", lastSlice)
        .map((row, _) -> {
          Set<Attribute> ofSlice = WantedAttributes.of(row.getArray("attributes"));
          if (ofSlice != null) {
            wanted.put(row.getInt("slice_no"), ofSlice);
          }
          return true;
        })
        .list();
    return wanted;
  }

  /// What is done with a place's id.
  interface IdTaker {
    void take(int position, String placeId);
  }

  /// Tells the ids of all places of a batch, a few slices at a time.
  static void forEachId(Handle handle, BatchKey batch, int lastSlice, IdTaker taker) {
    for (int first = 0; first <= lastSlice; first += SLICES_AT_ONCE) {
      read(handle, batch, first, Math.min(lastSlice, first + SLICES_AT_ONCE - 1))
          .forEach(place -> taker.take(place.position(), SubmittedPlace.id(place.json())));
    }
  }

  private static final String OF_LEASES =
      """
      SELECT
        (SELECT places FROM slice_input i
         WHERE i.day = lease.day AND i.org_id = lease.org_id AND i.batch_id = lease.batch_id
           AND i.slice_no = lease.slice_no) AS places,
        coalesce(
          (SELECT attributes FROM slice_input i
           WHERE i.day = lease.day AND i.org_id = lease.org_id AND i.batch_id = lease.batch_id
             AND i.slice_no = lease.slice_no),
          (SELECT attributes FROM batch b
           WHERE b.day = lease.day AND b.org_id = lease.org_id AND b.batch_id = lease.batch_id))
          AS attributes
      FROM unnest(:days, :orgs, :batches, :slices) WITH ORDINALITY
        AS lease (day, org_id, batch_id, slice_no, n)
      ORDER BY n
      """;

  /// What is to be done under a lease.
  ///
  /// @param places still packed, or null when the batch is gone
  /// @param wanted what its batch or what was appended asks for, or null for all attributes
  record Work(byte @Nullable [] places, @Nullable Set<Attribute> wanted) {}

  /// The places of leased slices, in the order of the leases.
  static List<Work> read(Handle handle, List<Lease> leases) {
    return handle
        .createQuery(OF_LEASES)
        .bind("days", leases.stream().map(lease -> lease.batch().day()).toArray(LocalDate[]::new))
        .bind("orgs", leases.stream().map(lease -> lease.batch().orgId()).toArray(Long[]::new))
        .bind("batches", leases.stream().map(lease -> lease.batch().batchId()).toArray(UUID[]::new))
        .bind("slices", leases.stream().map(Lease::sliceNo).toArray(Integer[]::new))
        .map((row, _) ->
            new Work(row.getBytes("places"), WantedAttributes.of(row.getArray("attributes"))))
        .list();
  }
}
