package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.ItemJson;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.queue.BatchKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The places of a batch with what became of them, read slice by slice.
///
/// Each slice is a short read of its own. So however large the batch and however slow the client,
/// one slice is in memory, and no connection is held while it is written. What the client gets is
/// therefore each slice as it is when its turn comes, not the batch at one moment.
public final class BatchResults {
  /// A batch that results are read of.
  ///
  /// @param id as its client knows it
  /// @param run 1 until it was worked anew
  /// @param chunks how many pieces of results are stored, which only ever grows
  /// @param wanted what it asks for, or null for all attributes
  public record Stored(
      BatchKey key,
      String id,
      String name,
      SliceLayout layout,
      int run,
      int chunks,
      @Nullable Set<Attribute> wanted) {
    /// A tag that changes with the results. What is read after it is at least as new.
    ///
    /// @param shown what is shown of them, and how
    public String tag(String shown) {
      return "W/\"results-%d-%d-%d-%x\"".formatted(run, chunks, total(), shown.hashCode());
    }

    public int total() {
      return layout.total();
    }

    /// How many slices it has.
    public int slices() {
      return layout.slices();
    }

    public int sliceOf(int position) {
      return layout.sliceOf(position);
    }
  }

  /// A place and what became of it.
  ///
  /// @param position its place in the batch, counted from 0
  /// @param item as the API shows it
  /// @param submitted as it was sent, with its `inputs`
  public record PlaceResult(int position, PlaceStatus status, byte[] item, byte[] submitted) {}

  // Downloads wait here and not for a connection, which polls and submissions need too.
  private static final int READS_AT_ONCE = 2;

  private static final byte[] ATTRIBUTE_FIELD = "\"attribute".getBytes(UTF_8);

  private final Database database;
  private final BatchLimits limits;
  private final Semaphore reads = new Semaphore(READS_AT_ONCE);

  public BatchResults(Database database, BatchLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  private static final String FIND =
      """
      SELECT name, coalesce(grown_count, total_count) AS total, slice_size, slice_starts, run,
        attributes, (
          SELECT count(*) FROM result_chunk c
          WHERE c.day = b.day AND c.org_id = b.org_id AND c.batch_id = b.batch_id) AS chunks
      FROM batch b
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// A batch of an organization.
  ///
  /// @throws ApiException when there is none, or it is older than batches are kept
  public Stored find(long orgId, String batchId) {
    BatchId id =
        BatchId.find(batchId)
            .or(() -> database.withHandle(handle -> BatchAliases.find(handle, orgId, batchId)))
            .orElseThrow(() -> notFound(batchId));
    if (id.createdAt().plus(limits.retention()).isBefore(database.withHandle(BatchTable::now))) {
      throw new ApiException(
          ErrorCode.RESULTS_EXPIRED,
          "Batches are kept for %d days; this one was made on %s."
              .formatted(limits.retention().toDays(), id.day()));
    }
    var key = new BatchKey(orgId, id.day(), id.uuid());
    return database
        .withHandle(handle ->
            handle
                .createQuery(FIND)
                .bindMethods(key)
                .map((row, _) ->
                    new Stored(
                        key,
                        id.toString(),
                        row.getString("name"),
                        SliceLayout.of(
                            row.getInt("total"),
                            row.getInt("slice_size"),
                            row.getArray("slice_starts")),
                        row.getInt("run"),
                        row.getInt("chunks"),
                        WantedAttributes.of(row.getArray("attributes"))))
                .findOne())
        .orElseThrow(() -> notFound(batchId));
  }

  private static ApiException notFound(String batchId) {
    return new ApiException(
        ErrorCode.BATCH_NOT_FOUND, "This organization has no batch \"%s\".".formatted(batchId));
  }

  /// The places of one slice, in the order they were sent.
  ///
  /// @throws ApiException when the batch is gone; what has been read of it is not the whole
  public List<PlaceResult> slice(Stored batch, int slice) {
    return reading(handle -> {
      Map<Integer, Item> ended = ResultChunks.read(handle, batch.key(), slice, slice).ended();
      List<PlaceResult> places = new ArrayList<>(batch.layout().sliceSize());
      for (Item place : inputs(handle, batch, slice)) {
        Item item = ended.get(place.position());
        places.add(
            item == null
                ? new PlaceResult(
                    place.position(),
                    PlaceStatus.PENDING,
                    ItemJson.pending(SubmittedPlace.id(place.json())),
                    place.json())
                : new PlaceResult(
                    place.position(), PlaceStatus.of(item.state()), item.json(), place.json()));
      }
      return places;
    });
  }

  private static List<Item> inputs(Handle handle, Stored batch, int slice) {
    List<Item> places = SliceInputs.read(handle, batch.key(), slice, slice);
    if (places.isEmpty()) {
      throw notFound(batch.id());
    }
    return places;
  }

  private interface Reading<T> {
    T of(Handle handle);
  }

  private <T> T reading(Reading<T> reading) {
    reads.acquireUninterruptibly();
    try {
      return database.withHandle(reading::of);
    } finally {
      reads.release();
    }
  }

  /// The positions of some places; those that are not of the batch are left out.
  public Map<String, Integer> positions(Stored batch, Set<String> placeIds) {
    Map<String, Integer> positions = new HashMap<>();
    if (!placeIds.isEmpty()) {
      reading(handle -> {
        SliceInputs.forEachId(
            handle,
            batch.key(),
            batch.layout().lastSlice(),
            (position, placeId) -> {
              if (placeIds.contains(placeId)) {
                positions.put(placeId, position);
              }
            });
        return positions;
      });
    }
    return positions;
  }

  private static final String KEEP =
      """
      SELECT 1 FROM batch
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      FOR KEY SHARE
      """;

  /// Keeps a batch from being deleted before the transaction ends.
  ///
  /// @throws ApiException when it is gone already
  public static void keep(Handle handle, Stored batch) {
    boolean isThere =
        handle
            .createQuery(KEEP)
            .bindMethods(batch.key())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!isThere) {
      throw notFound(batch.id());
    }
  }

  /// The attributes that places of the batch may have values of: its own, and what was asked for
  /// beyond those for single places, for places appended later, or when places were tried again.
  public Set<Attribute> attributes(Stored batch) {
    if (batch.wanted() == null) {
      return EnumSet.allOf(Attribute.class);
    }
    Set<Attribute> attributes = EnumSet.copyOf(batch.wanted());
    reading(handle -> SliceInputs.wanted(handle, batch.key(), 0, batch.layout().lastSlice()))
        .values()
        .forEach(attributes::addAll);
    for (int slice = 0; slice < batch.slices(); slice++) {
      int number = slice;
      for (Item place : reading(handle -> inputs(handle, batch, number))) {
        if (mayAskForItself(place.json())) {
          add(SubmittedPlace.of(place.json()).wanted(), attributes);
        }
      }
      if (batch.run() > 1) {
        SliceResults states =
            reading(handle -> ResultChunks.states(handle, batch.key(), number, number));
        states.ended().keySet().forEach(position -> add(states.asked(position), attributes));
      }
    }
    return attributes;
  }

  private static void add(@Nullable Set<Attribute> some, Set<Attribute> attributes) {
    if (some != null) {
      attributes.addAll(some);
    }
  }

  /// Few places do, and reading all as JSON takes long.
  private static boolean mayAskForItself(byte[] json) {
    int last = json.length - ATTRIBUTE_FIELD.length;
    for (int i = 0; i <= last; i++) {
      if (json[i] == '"'
          && Arrays.equals(
              json, i, i + ATTRIBUTE_FIELD.length, ATTRIBUTE_FIELD, 0, ATTRIBUTE_FIELD.length)) {
        return true;
      }
    }
    return false;
  }
}
