package dev.placemill.reference;

import dev.placemill.match.AddressForm;
import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.match.NameForm;
import dev.placemill.match.PlaceRecord;
import dev.placemill.match.PlaceRecord.Lifecycle;
import dev.placemill.place.Coordinates;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// What is compared of a record, as the bytes that an index keeps beside it. It is folded once, at
/// the import, and holds a fraction of the record, so that fifty candidates cost less to read than
/// one search.
final class CandidateCodec {
  private static final int CLOSED = 1;
  private static final int LARGE = 2;
  private static final int LOCATED = 4;
  private static final int ADDRESSED = 8;
  private static final double STEPS_PER_DEGREE = 1e7;

  /// @param isLarge whether its middle may be far from where a client puts it
  record Read(Candidate candidate, boolean isLarge) {}

  private CandidateCodec() {}

  static byte[] encode(PlaceRecord record, Clues clues) {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      Coordinates coordinates = record.coordinates();
      AddressForm address = clues.address();
      out.writeByte(
          (record.isClosed() ? CLOSED : 0)
              + (IndexFields.isLarge(record) ? LARGE : 0)
              + (coordinates != null ? LOCATED : 0)
              + (address.equals(AddressForm.NONE) ? 0 : ADDRESSED));
      write(out, record.dataset());
      write(out, record.id());
      if (coordinates != null) {
        out.writeInt((int) Math.round(coordinates.latitude() * STEPS_PER_DEGREE));
        out.writeInt((int) Math.round(coordinates.longitude() * STEPS_PER_DEGREE));
      }
      writeNames(out, clues.names());
      writeNames(out, clues.formerNames());
      if (!address.equals(AddressForm.NONE)) {
        write(out, address);
      }
      write(out, clues.phones());
      write(out, clues.domain());
      write(out, clues.page());
      write(out, clues.brands());
      write(out, clues.categories());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Read decode(BytesRef bytes, Supplier<PlaceRecord> record) {
    var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    int flags = in.readByte();
    String dataset = readText(in, bytes);
    String id = readText(in, bytes);
    Coordinates coordinates = null;
    if ((flags & LOCATED) != 0) {
      // Lucene reads the lower byte first, DataOutputStream writes it last.
      coordinates =
          new Coordinates(
              Integer.reverseBytes(in.readInt()) / STEPS_PER_DEGREE,
              Integer.reverseBytes(in.readInt()) / STEPS_PER_DEGREE);
    }
    List<NameForm> names = readNames(in, bytes);
    List<NameForm> formerNames = readNames(in, bytes);
    AddressForm address = (flags & ADDRESSED) != 0 ? readAddress(in, bytes) : AddressForm.NONE;
    Set<String> phones = Set.copyOf(readWords(in, bytes));
    String domain = optional(readText(in, bytes));
    String page = readText(in, bytes);
    var clues =
        new Clues(
            names,
            formerNames,
            coordinates,
            address,
            phones,
            domain,
            domain == null ? null : page,
            Set.copyOf(readWords(in, bytes)),
            readWords(in, bytes));
    Lifecycle lifecycle = (flags & CLOSED) != 0 ? Lifecycle.CLOSED : Lifecycle.IN_USE;
    return new Read(new Candidate(dataset, id, lifecycle, clues, record), (flags & LARGE) != 0);
  }

  private static void write(DataOutputStream out, AddressForm address) throws IOException {
    write(out, address.houses());
    write(out, address.units());
    writeNames(out, address.streets());
    write(out, address.postcode());
    write(out, address.city());
    write(out, address.country());
    write(out, address.words());
  }

  private static AddressForm readAddress(ByteArrayDataInput in, BytesRef bytes) {
    List<String> houses = readWords(in, bytes);
    List<String> units = readWords(in, bytes);
    List<NameForm> streets = readNames(in, bytes);
    String postcode = optional(readText(in, bytes));
    String city = optional(readText(in, bytes));
    String country = optional(readText(in, bytes));
    List<String> words = readWords(in, bytes);
    return new AddressForm(
        Set.copyOf(houses),
        Set.copyOf(units),
        streets,
        postcode,
        city,
        country,
        String.join("", words),
        words);
  }

  private static void writeNames(DataOutputStream out, List<NameForm> names) throws IOException {
    out.writeByte(Math.min(names.size(), Byte.MAX_VALUE));
    for (NameForm name : names.subList(0, Math.min(names.size(), Byte.MAX_VALUE))) {
      write(out, name.words());
      NameForm head = name.head();
      NameForm tail = name.tail();
      write(out, head == null ? List.of() : head.words());
      if (head != null && tail != null) {
        write(out, tail.words());
        out.writeBoolean(name.isHosted());
      }
    }
  }

  private static List<NameForm> readNames(ByteArrayDataInput in, BytesRef bytes) {
    int size = in.readByte();
    if (size == 0) {
      return List.of();
    }
    NameForm[] names = new NameForm[size];
    for (int i = 0; i < size; i++) {
      List<String> words = readWords(in, bytes);
      List<String> head = readWords(in, bytes);
      names[i] =
          head.isEmpty()
              ? NameForm.ofWords(words)
              : NameForm.ofWords(words, head, readWords(in, bytes), in.readByte() != 0);
    }
    return List.of(names);
  }

  /// Folded words hold no space, so one stands between them.
  private static void write(DataOutputStream out, Collection<String> words) throws IOException {
    write(out, String.join(" ", words));
  }

  private static List<String> readWords(ByteArrayDataInput in, BytesRef bytes) {
    String text = readText(in, bytes);
    if (text.isEmpty()) {
      return List.of();
    }
    int space = text.indexOf(' ');
    if (space < 0) {
      return List.of(text);
    }
    List<String> words = new ArrayList<>();
    int from = 0;
    for (; space >= 0; space = text.indexOf(' ', from)) {
      words.add(text.substring(from, space));
      from = space + 1;
    }
    words.add(text.substring(from));
    return words;
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int length = utf8.length;
    for (; length >= 0x80; length >>>= 7) {
      out.writeByte((length & 0x7f) | 0x80);
    }
    out.writeByte(length);
    out.write(utf8);
  }

  private static String readText(ByteArrayDataInput in, BytesRef bytes) {
    int length = in.readVInt();
    int from = in.getPosition();
    in.skipBytes(length);
    return new String(bytes.bytes, from, length, StandardCharsets.UTF_8);
  }

  private static @Nullable String optional(String text) {
    return text.isEmpty() ? null : text;
  }
}
