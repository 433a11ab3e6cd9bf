package dev.placemill.reference.file;

import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Reads the places of an OpenStreetMap .pbf file: nodes, and ways and relations at the middle of
/// their outline.
///
/// Three passes, so that memory holds only the outlines of places: relations say which ways matter,
/// ways say which nodes matter, then everything is read in the file's order. The file must be
/// sorted by type (nodes, ways, relations), as extracts are.
final class OsmPbfReader {
  static final int PASSES = 3;
  private static final Set<String> UNDERSTOOD = Set.of("OsmSchema-V0.6", "DenseNodes");

  private final Path file;
  private final Progress progress;
  private final PointTable ways = new PointTable();
  private final PointTable nodes = new PointTable();
  private final BitSet blobsWithNodes = new BitSet();
  private final BitSet blobsWithWays = new BitSet();
  private final BitSet blobsWithRelations = new BitSet();

  /// Is told after each blob how much was read, over all passes.
  interface Progress {
    void read(long bytes);
  }

  OsmPbfReader(Path file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  void read(Consumer<OsmElement> places) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableFile(file, Files.exists(file) ? "is not a file" : "does not exist");
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableFile(file, "may not be read by this user");
    }
    pass(0, (block, blob) -> survey(block, blob));
    ways.seal();
    pass(1, (block, _) -> announceNodes(block));
    nodes.seal();
    pass(2, (block, _) -> emit(block, places));
  }

  private interface BlockVisitor {
    void visit(PbfBlock block, int blob);
  }

  private void pass(int number, BlockVisitor visitor) throws IOException {
    long size = Files.size(file);
    try (PbfBlobs blobs = new PbfBlobs(file)) {
      boolean sawHeader = false;
      for (int blob = 0; blobs.next(); blob++) {
        if (blobs.type().equals("OSMHeader")) {
          checkHeader(blobs);
          sawHeader = true;
        } else if (!sawHeader) {
          throw new UnreadableFile(file, "is not an OpenStreetMap .pbf file");
        } else if (blobs.type().equals("OSMData") && matters(number, blob)) {
          visit(blobs, visitor, blob);
        } else {
          blobs.skip();
        }
        progress.read(number * size + blobs.position());
      }
      if (!sawHeader) {
        throw new UnreadableFile(file, "is empty");
      }
    }
  }

  private boolean matters(int pass, int blob) {
    return pass != 1 || blobsWithWays.get(blob);
  }

  private static void visit(PbfBlobs blobs, BlockVisitor visitor, int blob) throws IOException {
    try {
      PrimitiveBlock block = PrimitiveBlock.parseFrom(blobs.read());
      visitor.visit(new PbfBlock(block, OsmPlaceTags::isPromising), blob);
    } catch (InvalidProtocolBufferException | IndexOutOfBoundsException | ArithmeticException e) {
      throw blobs.damaged("a block does not hold what it should", e);
    }
  }

  /// What the file says of itself.
  static HeaderBlock header(Path file) throws IOException {
    try (PbfBlobs blobs = new PbfBlobs(file)) {
      if (!blobs.next()) {
        throw new UnreadableFile(file, "is empty");
      }
      if (!blobs.type().equals("OSMHeader")) {
        throw new UnreadableFile(file, "is not an OpenStreetMap .pbf file");
      }
      return header(blobs);
    }
  }

  private static HeaderBlock header(PbfBlobs blobs) throws IOException {
    try {
      return HeaderBlock.parseFrom(blobs.read());
    } catch (InvalidProtocolBufferException e) {
      throw blobs.damaged("its header cannot be read", e);
    }
  }

  private static void checkHeader(PbfBlobs blobs) throws IOException {
    for (String feature : header(blobs).getRequiredFeaturesList()) {
      if (!UNDERSTOOD.contains(feature)) {
        throw blobs.unsupported("needs a reader that understands " + feature);
      }
    }
  }

  private void survey(PbfBlock block, int blob) {
    blobsWithNodes.set(blob, block.hasNodes());
    blobsWithWays.set(blob, block.hasWays());
    blobsWithRelations.set(blob, block.hasRelations());
    boolean waysCameEarlier = blobsWithWays.previousSetBit(blob - 1) >= 0;
    boolean relationsCameEarlier = blobsWithRelations.previousSetBit(blob - 1) >= 0;
    if ((block.hasNodes() && (waysCameEarlier || relationsCameEarlier))
        || (block.hasWays() && relationsCameEarlier)) {
      throw new UnreadableFile(
          file, "is not sorted into nodes, ways and relations; `osmium sort` puts it in order");
    }
    for (Relation relation : block.relations()) {
      if (OsmPlaceTags.isPlace(block.tags(relation.getKeysList(), relation.getValsList()))) {
        Arrays.stream(outerWays(block, relation)).forEach(ways::announce);
        Arrays.stream(members(relation, Relation.MemberType.NODE)).forEach(nodes::announce);
      }
    }
  }

  private void announceNodes(PbfBlock block) {
    for (Way way : block.ways()) {
      if (ways.isAnnounced(way.getId())
          || OsmPlaceTags.isPlace(block.tags(way.getKeysList(), way.getValsList()))) {
        Arrays.stream(outline(way)).forEach(nodes::announce);
      }
    }
  }

  private void emit(PbfBlock block, Consumer<OsmElement> places) {
    block.visitNodes((id, latitude, longitude, tags, editedAt) -> {
      nodes.put(id, latitude, longitude);
      if (OsmPlaceTags.isPlace(tags)) {
        places.accept(
            new OsmElement(
                OsmElement.Type.NODE,
                id,
                PointTable.point(latitude, longitude),
                tags,
                block.date(editedAt)));
      }
    });
    block.ways().forEach(way -> emitWay(block, way, places));
    block.relations().forEach(relation -> emitRelation(block, relation, places));
  }

  private void emitWay(PbfBlock block, Way way, Consumer<OsmElement> places) {
    Map<String, String> tags = block.tags(way.getKeysList(), way.getValsList());
    boolean place = OsmPlaceTags.isPlace(tags);
    if (!place && !ways.isAnnounced(way.getId())) {
      return;
    }
    var middle = nodes.middle(outline(way));
    if (middle != null) {
      ways.put(way.getId(), middle);
    }
    if (place) {
      places.accept(
          new OsmElement(
              OsmElement.Type.WAY, way.getId(), middle, tags, block.date(way.getInfo())));
    }
  }

  private void emitRelation(PbfBlock block, Relation relation, Consumer<OsmElement> places) {
    Map<String, String> tags = block.tags(relation.getKeysList(), relation.getValsList());
    if (OsmPlaceTags.isPlace(tags)) {
      var middle = ways.middle(outerWays(block, relation));
      places.accept(
          new OsmElement(
              OsmElement.Type.RELATION,
              relation.getId(),
              middle != null ? middle : nodes.middle(members(relation, Relation.MemberType.NODE)),
              tags,
              block.date(relation.getInfo())));
    }
  }

  /// The ids of the way's nodes; the last of a ring, which repeats the first, is left out.
  private static long[] outline(Way way) {
    long[] ids = new long[way.getRefsCount()];
    long id = 0;
    for (int i = 0; i < ids.length; i++) {
      id += way.getRefs(i);
      ids[i] = id;
    }
    boolean ring = ids.length > 1 && ids[0] == id;
    return ring ? Arrays.copyOf(ids, ids.length - 1) : ids;
  }

  private static long[] outerWays(PbfBlock block, Relation relation) {
    return members(relation, Relation.MemberType.WAY, role -> !block.string(role).equals("inner"));
  }

  private static long[] members(Relation relation, Relation.MemberType type) {
    return members(relation, type, _ -> true);
  }

  private static long[] members(Relation relation, Relation.MemberType type, IntPredicate role) {
    long[] ids = new long[relation.getMemidsCount()];
    int count = 0;
    long id = 0;
    List<Relation.MemberType> types = relation.getTypesList();
    for (int i = 0; i < ids.length; i++) {
      id += relation.getMemids(i);
      if (types.get(i) == type && role.test(relation.getRolesSid(i))) {
        ids[count++] = id;
      }
    }
    return Arrays.copyOf(ids, count);
  }
}
