package dev.placemill.reference.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column of a Parquet file, with those inside it.
///
/// @param type of its values in the format's numbers, or -1 for a group
/// @param converted what the values mean, or -1 for nothing beyond the type
record ParquetColumn(
    String name, int type, int repetition, int converted, List<ParquetColumn> children) {
  private static final int GROUP = -1;
  private static final int PLAIN = -1;
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;
  private static final int DOUBLE = 5;
  private static final int BYTE_ARRAY = 6;
  private static final int UTF8 = 0;
  private static final int MAP = 1;
  private static final int LIST = 3;

  static ParquetColumn text(String name) {
    return new ParquetColumn(name, BYTE_ARRAY, OPTIONAL, UTF8, List.of());
  }

  static ParquetColumn bytes(String name) {
    return new ParquetColumn(name, BYTE_ARRAY, OPTIONAL, PLAIN, List.of());
  }

  static ParquetColumn real(String name) {
    return new ParquetColumn(name, DOUBLE, OPTIONAL, PLAIN, List.of());
  }

  static ParquetColumn struct(String name, ParquetColumn... members) {
    return new ParquetColumn(name, GROUP, OPTIONAL, PLAIN, List.of(members));
  }

  static ParquetColumn list(String name, ParquetColumn element) {
    var repeated = new ParquetColumn("list", GROUP, REPEATED, PLAIN, List.of(element));
    return new ParquetColumn(name, GROUP, OPTIONAL, LIST, List.of(repeated));
  }

  static ParquetColumn map(String name) {
    var repeated =
        new ParquetColumn("key_value", GROUP, REPEATED, PLAIN, List.of(text("key"), text("value")));
    return new ParquetColumn(name, GROUP, OPTIONAL, MAP, List.of(repeated));
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  /// The values of one leaf with their levels, as the rows are taken apart.
  static final class Values {
    final ParquetColumn leaf;
    final List<String> path;
    final int maxDefinition;
    final int maxRepetition;
    final List<Integer> definitions = new ArrayList<>();
    final List<Integer> repetitions = new ArrayList<>();
    final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    Values(ParquetColumn leaf, List<String> path, int maxDefinition, int maxRepetition) {
      this.leaf = leaf;
      this.path = path;
      this.maxDefinition = maxDefinition;
      this.maxRepetition = maxRepetition;
    }

    void add(@Nullable Object value, int repetition, int definition) {
      repetitions.add(repetition);
      definitions.add(definition);
      switch (value) {
        case null -> {}
        case Double number -> plain.writeBytes(little(Double.BYTES).putDouble(number).array());
        case byte[] bytes -> addBytes(bytes);
        default -> addBytes(value.toString().getBytes(StandardCharsets.UTF_8));
      }
    }

    private void addBytes(byte[] bytes) {
      plain.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
      plain.writeBytes(bytes);
    }

    static ByteBuffer little(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /// The leaves below this column, in order.
  void leaves(List<String> above, int definition, int repetition, List<Values> leaves) {
    List<String> path = new ArrayList<>(above);
    path.add(name);
    int defined = definition + 1;
    int repeated = repetition + (this.repetition == REPEATED ? 1 : 0);
    if (isLeaf()) {
      leaves.add(new Values(this, path, defined, repeated));
    }
    children.forEach(child -> child.leaves(path, defined, repeated, leaves));
  }

  /// Takes a value apart into its leaves, which are taken from the front of the list.
  void shred(
      @Nullable Object value, int repetition, int definition, int depth, List<Values> leaves) {
    int leafCount = countLeaves();
    if (value == null) {
      leaves.subList(0, leafCount).forEach(leaf -> leaf.add(null, repetition, definition));
    } else if (isLeaf()) {
      leaves.getFirst().add(value, repetition, definition + 1);
    } else if (converted == LIST || converted == MAP) {
      shredRepeated(items(value), repetition, definition + 1, depth + 1, leaves);
    } else {
      shredMembers((Map<?, ?>) value, repetition, definition + 1, depth, leaves);
    }
  }

  private void shredRepeated(
      List<?> items, int repetition, int definition, int depth, List<Values> leaves) {
    ParquetColumn repeated = children.getFirst();
    if (items.isEmpty()) {
      leaves.subList(0, countLeaves()).forEach(leaf -> leaf.add(null, repetition, definition));
    }
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      Map<?, ?> members =
          converted == MAP ? (Map<?, ?>) item : Map.of(repeated.children().getFirst().name(), item);
      repeated.shredMembers(members, i == 0 ? repetition : depth, definition + 1, depth, leaves);
    }
  }

  private void shredMembers(
      Map<?, ?> members, int repetition, int definition, int depth, List<Values> leaves) {
    int from = 0;
    for (ParquetColumn child : children) {
      List<Values> ofChild = leaves.subList(from, from + child.countLeaves());
      child.shred(members.get(child.name()), repetition, definition, depth, ofChild);
      from += child.countLeaves();
    }
  }

  private static List<?> items(Object value) {
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> Map.of("key", entry.getKey(), "value", entry.getValue()))
            .toList()
        : (List<?>) value;
  }

  private int countLeaves() {
    return isLeaf() ? 1 : children.stream().mapToInt(ParquetColumn::countLeaves).sum();
  }
}
