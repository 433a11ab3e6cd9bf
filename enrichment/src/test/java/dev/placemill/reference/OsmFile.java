package dev.placemill.reference;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.DenseInfo;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/// Writes a small OpenStreetMap .pbf file: one block each of nodes, ways and relations.
public final class OsmFile {
  private static final LocalDate EDITED = LocalDate.of(2026, 6, 1);

  private final List<String> strings = new ArrayList<>(List.of(""));
  private final DenseNodes.Builder nodes = DenseNodes.newBuilder();
  private final DenseInfo.Builder nodeInfo = DenseInfo.newBuilder();
  private final PrimitiveGroup.Builder ways = PrimitiveGroup.newBuilder();
  private final PrimitiveGroup.Builder relations = PrimitiveGroup.newBuilder();
  private long lastId;
  private long lastLatitude;
  private long lastLongitude;
  private long lastTime;

  /// Its node 1 is a café in Monaco.
  ///
  /// @param tags what else is to be said of it
  public static OsmFile ofCafe(String name, String... tags) {
    return new OsmFile()
        .node(
            1,
            43.7384,
            7.4246,
            Stream.concat(Stream.of("amenity", "cafe", "name", name), Stream.of(tags))
                .toArray(String[]::new));
  }

  public OsmFile node(long id, double latitude, double longitude, String... tags) {
    return node(EDITED, id, latitude, longitude, tags);
  }

  public OsmFile node(
      LocalDate edited, long id, double latitude, double longitude, String... tags) {
    long north = Math.round(latitude * 1e7);
    long east = Math.round(longitude * 1e7);
    nodes.addId(id - lastId).addLat(north - lastLatitude).addLon(east - lastLongitude);
    nodeInfo.addTimestamp(seconds(edited) - lastTime);
    lastId = id;
    lastLatitude = north;
    lastLongitude = east;
    lastTime = seconds(edited);
    for (String text : tags) {
      nodes.addKeysVals(string(text));
    }
    nodes.addKeysVals(0);
    return this;
  }

  public OsmFile way(long id, List<Long> nodeIds, String... tags) {
    Way.Builder way = Way.newBuilder().setId(id).setInfo(info());
    long last = 0;
    for (long node : nodeIds) {
      way.addRefs(node - last);
      last = node;
    }
    for (int i = 0; i < tags.length; i += 2) {
      way.addKeys(string(tags[i])).addVals(string(tags[i + 1]));
    }
    ways.addWays(way);
    return this;
  }

  public OsmFile relation(long id, List<Long> outerWays, List<Long> innerWays, String... tags) {
    Relation.Builder relation = Relation.newBuilder().setId(id).setInfo(info());
    long last = 0;
    for (int i = 0; i < outerWays.size() + innerWays.size(); i++) {
      boolean outer = i < outerWays.size();
      long way = outer ? outerWays.get(i) : innerWays.get(i - outerWays.size());
      relation
          .addMemids(way - last)
          .addTypes(Relation.MemberType.WAY)
          .addRolesSid(string(outer ? "outer" : "inner"));
      last = way;
    }
    for (int i = 0; i < tags.length; i += 2) {
      relation.addKeys(string(tags[i])).addVals(string(tags[i + 1]));
    }
    relations.addRelations(relation);
    return this;
  }

  public Path write(Path file) {
    PrimitiveGroup dense =
        PrimitiveGroup.newBuilder().setDense(nodes.setDenseinfo(nodeInfo)).build();
    return write(file, dense, ways.build(), relations.build());
  }

  public Path writeUnsorted(Path file) {
    PrimitiveGroup dense =
        PrimitiveGroup.newBuilder().setDense(nodes.setDenseinfo(nodeInfo)).build();
    return write(file, ways.build(), dense, relations.build());
  }

  private Path write(Path file, PrimitiveGroup... groups) {
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      blob(
          out,
          "OSMHeader",
          HeaderBlock.newBuilder()
              .addRequiredFeatures("OsmSchema-V0.6")
              .addRequiredFeatures("DenseNodes")
              .build());
      for (PrimitiveGroup group : groups) {
        blob(
            out,
            "OSMData",
            PrimitiveBlock.newBuilder()
                .setStringtable(
                    StringTable.newBuilder()
                        .addAllS(strings.stream().map(ByteString::copyFromUtf8).toList()))
                .addPrimitivegroup(group)
                .build());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void blob(DataOutputStream out, String type, MessageLite content)
      throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      content.writeTo(deflater);
    }
    blob(out, type, packed.toByteArray(), content.getSerializedSize());
  }

  public static void blob(DataOutputStream out, String type, byte[] packed, int rawSize)
      throws IOException {
    Blob blob =
        Blob.newBuilder().setRawSize(rawSize).setZlibData(ByteString.copyFrom(packed)).build();
    BlobHeader header =
        BlobHeader.newBuilder().setType(type).setDatasize(blob.getSerializedSize()).build();
    out.writeInt(header.getSerializedSize());
    header.writeTo(out);
    blob.writeTo(out);
  }

  private static Info info() {
    return Info.newBuilder().setTimestamp(seconds(EDITED)).build();
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private int string(String text) {
    int known = strings.indexOf(text);
    if (known >= 0 && !text.isEmpty()) {
      return known;
    }
    strings.add(text);
    return strings.size() - 1;
  }
}
