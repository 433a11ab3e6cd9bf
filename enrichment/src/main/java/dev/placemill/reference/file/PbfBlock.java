package dev.placemill.reference.file;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One block of elements, its strings looked up only for elements that may be places.
final class PbfBlock {
  private static final double NANO = 1e-9;

  private final PrimitiveBlock block;
  private final boolean[] promising;

  /// @param promisingKey whether an element with such a key may be a place
  PbfBlock(PrimitiveBlock block, Predicate<String> promisingKey) {
    this.block = block;
    this.promising = new boolean[block.getStringtable().getSCount()];
    for (int i = 0; i < promising.length; i++) {
      promising[i] = promisingKey.test(string(i));
    }
  }

  /// Takes a node in units of 1e-7 degrees; tags are empty unless they are promising.
  interface NodeVisitor {
    void visit(long id, int latitude, int longitude, Map<String, String> tags, long editedAt);
  }

  void visitNodes(NodeVisitor visitor) {
    for (PrimitiveGroup group : block.getPrimitivegroupList()) {
      for (Node node : group.getNodesList()) {
        visitor.visit(
            node.getId(),
            degrees(block.getLatOffset(), node.getLat()),
            degrees(block.getLonOffset(), node.getLon()),
            tags(node.getKeysList(), node.getValsList()),
            node.hasInfo() ? node.getInfo().getTimestamp() : 0);
      }
      if (group.hasDense()) {
        visitDense(group.getDense(), visitor);
      }
    }
  }

  List<Way> ways() {
    return block.getPrimitivegroupList().stream()
        .flatMap(group -> group.getWaysList().stream())
        .toList();
  }

  List<Relation> relations() {
    return block.getPrimitivegroupList().stream()
        .flatMap(group -> group.getRelationsList().stream())
        .toList();
  }

  boolean hasNodes() {
    return block.getPrimitivegroupList().stream()
        .anyMatch(group -> group.hasDense() || group.getNodesCount() > 0);
  }

  boolean hasWays() {
    return block.getPrimitivegroupList().stream().anyMatch(group -> group.getWaysCount() > 0);
  }

  boolean hasRelations() {
    return block.getPrimitivegroupList().stream().anyMatch(group -> group.getRelationsCount() > 0);
  }

  /// All tags when a promising one is among them, else none.
  Map<String, String> tags(List<Integer> keys, List<Integer> values) {
    if (keys.stream().noneMatch(key -> promising[key])) {
      return Map.of();
    }
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      tags.put(string(keys.get(i)), string(values.get(i)));
    }
    return tags;
  }

  String string(int index) {
    ByteString bytes = block.getStringtable().getS(index);
    return bytes.toStringUtf8();
  }

  @Nullable LocalDate date(Info info) {
    return date(info.getTimestamp());
  }

  /// The UTC day of a time stamp of this block; null for none.
  @Nullable LocalDate date(long timestamp) {
    return timestamp <= 0
        ? null
        : LocalDate.ofInstant(
            Instant.ofEpochMilli(Math.multiplyExact(timestamp, block.getDateGranularity())),
            ZoneOffset.UTC);
  }

  private void visitDense(DenseNodes dense, NodeVisitor visitor) {
    long id = 0;
    long latitude = 0;
    long longitude = 0;
    long timestamp = 0;
    int tag = 0;
    boolean hasTimes = dense.getDenseinfo().getTimestampCount() == dense.getIdCount();
    for (int i = 0; i < dense.getIdCount(); i++) {
      id += dense.getId(i);
      latitude += dense.getLat(i);
      longitude += dense.getLon(i);
      timestamp += hasTimes ? dense.getDenseinfo().getTimestamp(i) : 0;
      int end = tag;
      while (end < dense.getKeysValsCount() && dense.getKeysVals(end) != 0) {
        end += 2;
      }
      visitor.visit(
          id,
          degrees(block.getLatOffset(), latitude),
          degrees(block.getLonOffset(), longitude),
          denseTags(dense, tag, end),
          timestamp);
      tag = end + 1;
    }
  }

  private Map<String, String> denseTags(DenseNodes dense, int from, int end) {
    boolean any = false;
    for (int i = from; i < end && !any; i += 2) {
      any = promising[dense.getKeysVals(i)];
    }
    if (!any) {
      return Map.of();
    }
    Map<String, String> tags = new HashMap<>();
    for (int i = from; i < end; i += 2) {
      tags.put(string(dense.getKeysVals(i)), string(dense.getKeysVals(i + 1)));
    }
    return tags;
  }

  private int degrees(long offset, long value) {
    return (int) Math.round((offset + block.getGranularity() * value) * NANO * 1e7);
  }
}
