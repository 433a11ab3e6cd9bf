package dev.placemill.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.table.PlaceRow;
import dev.placemill.table.RowFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One row of the input.
///
/// @param file which of the input files, from 0
/// @param position where it stands in its file: rows of a file are in the order of their positions
/// @param where the same for people: a line, or a row
/// @param placeId its own, or one made of where it stands
/// @param inputs what it says of its place; null when it cannot be read
/// @param fault why it cannot be read, or null
/// @param isNoted whether something of it was read otherwise than written
record ListedPlace(
    int file,
    long position,
    String where,
    String placeId,
    @Nullable JsonNode inputs,
    @Nullable RowFault fault,
    boolean isNoted)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A row that says more than a place may.
  static final String TOO_LARGE = "too_large";

  private static final int MOST_CHARACTERS = 64 * 1024;

  /// A row of a table.
  static ListedPlace of(InputFile file, long position, PlaceRow row) {
    String where = file.name(row.line());
    long said = row.id().length();
    for (Object input : row.inputs().values()) {
      said += input instanceof String text ? text.length() : 0;
    }
    if (said > MOST_CHARACTERS) {
      String message = "a place takes at most 64 kB of text";
      return unreadable(file, position, where, file.name(row.number()), TOO_LARGE, message);
    }
    String id = row.id().isEmpty() ? file.name(row.number()) : row.id();
    return new ListedPlace(
        file.number(),
        position,
        where,
        id,
        row.fault() == null ? JSON.valueToTree(row.inputs()) : null,
        row.fault(),
        !row.notes().isEmpty());
  }

  /// A row that cannot be read.
  static ListedPlace unreadable(
      InputFile file, long position, String where, String placeId, String code, String message) {
    return new ListedPlace(
        file.number(), position, where, placeId, null, new RowFault(code, message), false);
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(file);
      out.writeLong(position);
      out.writeUTF(where);
      writeText(out, placeId);
      out.writeBoolean(isNoted);
      out.writeBoolean(fault != null);
      if (fault != null) {
        writeText(out, fault.code());
        writeText(out, fault.message());
      } else if (inputs != null) {
        out.write(JSON.writeValueAsBytes(inputs));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static ListedPlace of(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int file = in.readInt();
      long position = in.readLong();
      String where = in.readUTF();
      String placeId = readText(in);
      boolean isNoted = in.readBoolean();
      RowFault fault = in.readBoolean() ? new RowFault(readText(in), readText(in)) : null;
      JsonNode inputs = fault == null ? JSON.readTree(in.readAllBytes()) : null;
      return new ListedPlace(file, position, where, placeId, inputs, fault, isNoted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A text of any length, which `writeUTF` would not take.
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
