package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.Packed.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of places, made of the chunks of their slices in the order they were stored.
final class SliceResults {
  private final Map<Integer, Item> ended = new TreeMap<>();
  private final Map<Integer, byte[]> asked = new HashMap<>();
  private final boolean withDocuments;

  SliceResults() {
    this(true);
  }

  private SliceResults(boolean withDocuments) {
    this.withDocuments = withDocuments;
  }

  /// One that keeps no documents.
  static SliceResults ofStates() {
    return new SliceResults(false);
  }

  void add(int epoch, byte[] chunk) {
    if (epoch == ResultChunk.REOPENED) {
      for (Item item : Packed.unpack(chunk)) {
        ended.remove(item.position());
        asked.put(item.position(), item.json());
      }
    } else {
      var items = withDocuments ? Packed.unpack(chunk) : Packed.unpackStates(chunk);
      items.forEach(item -> ended.put(item.position(), item));
    }
  }

  /// The places that have ended, by position, as they ended last.
  Map<Integer, Item> ended() {
    return ended;
  }

  /// What the last run was asked to fill of a place; null when it was not told, and what place or
  /// batch asked for when it was sent holds.
  @Nullable Set<Attribute> asked(int position) {
    byte[] stored = lastAsked(position);
    return stored.length == 0 ? null : WantedAttributes.ofBytes(stored);
  }

  /// The same as it is stored, without anything for nothing.
  byte[] lastAsked(int position) {
    return asked.getOrDefault(position, Packed.NOTHING);
  }
}
