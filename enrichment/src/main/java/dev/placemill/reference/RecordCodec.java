package dev.placemill.reference;

import dev.placemill.match.PlaceRecord;
import dev.placemill.match.PlaceRecord.Lifecycle;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record as the bytes stored in the index.
final class RecordCodec {
  private static final int VERSION = 1;

  // OpenStreetMap allows 255; longer ones of other datasets are cut.
  private static final int MAX_LETTERS = 10_000;

  private RecordCodec() {}

  static byte[] encode(PlaceRecord record) {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      write(out, record.dataset());
      write(out, record.id());
      write(out, record.names());
      write(out, record.formerNames());
      Coordinates coordinates = record.coordinates();
      out.writeBoolean(coordinates != null);
      if (coordinates != null) {
        out.writeInt((int) Math.round(coordinates.latitude() * 1e7));
        out.writeInt((int) Math.round(coordinates.longitude() * 1e7));
      }
      write(out, record.address());
      write(out, record.categories());
      out.writeShort(record.tags().size());
      for (Map.Entry<String, String> tag : record.tags().entrySet()) {
        write(out, tag.getKey());
        write(out, tag.getValue());
      }
      LocalDate day = record.observedOn();
      out.writeInt(day == null ? Integer.MIN_VALUE : (int) day.toEpochDay());
      out.writeBoolean(record.isClosed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PlaceRecord decode(byte[] bytes, int offset, int length) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException("a record has the unknown form " + version);
      }
      return new PlaceRecord(
          readText(in),
          readText(in),
          readList(in),
          readList(in),
          in.readBoolean() ? new Coordinates(in.readInt() / 1e7, in.readInt() / 1e7) : null,
          readAddress(in),
          readList(in),
          readTags(in),
          readDay(in),
          in.readBoolean() ? Lifecycle.CLOSED : Lifecycle.IN_USE);
    }
  }

  private static void write(DataOutputStream out, PostalAddress address) throws IOException {
    out.writeBoolean(!address.isEmpty());
    if (!address.isEmpty()) {
      writeOptional(out, address.full());
      writeOptional(out, address.house());
      writeOptional(out, address.street());
      writeOptional(out, address.unit());
      writeOptional(out, address.city());
      writeOptional(out, address.state());
      writeOptional(out, address.postalCode());
      writeOptional(out, address.country());
    }
  }

  private static PostalAddress readAddress(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new PostalAddress(
            readOptional(in),
            readOptional(in),
            readOptional(in),
            readOptional(in),
            readOptional(in),
            readOptional(in),
            readOptional(in),
            readOptional(in))
        : PostalAddress.NONE;
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeShort(texts.size());
    for (String text : texts) {
      write(out, text);
    }
  }

  private static List<String> readList(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static Map<String, String> readTags(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      tags.put(readText(in), readText(in));
    }
    return tags;
  }

  private static @Nullable LocalDate readDay(DataInputStream in) throws IOException {
    int day = in.readInt();
    return day == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
  }

  // Blank texts say nothing, so an empty one stands for none.
  private static void writeOptional(DataOutputStream out, @Nullable String text)
      throws IOException {
    write(out, text == null ? "" : text);
  }

  private static @Nullable String readOptional(DataInputStream in) throws IOException {
    String text = readText(in);
    return text.isEmpty() ? null : text;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 =
        text.substring(0, Math.min(text.length(), MAX_LETTERS)).getBytes(StandardCharsets.UTF_8);
    out.writeShort(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
  }
}
