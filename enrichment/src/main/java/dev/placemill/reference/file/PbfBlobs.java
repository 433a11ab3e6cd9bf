package dev.placemill.reference.file;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The blobs of one OpenStreetMap .pbf file in their order. No length in the file is believed
/// beyond the limits of the format, so a damaged or hostile file cannot exhaust memory.
final class PbfBlobs implements AutoCloseable {
  // The format's own limits: a header below 64 KiB, a blob below 32 MiB, packed or not.
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_BLOB_BYTES = 32 * 1024 * 1024;

  private final Path file;
  private final DataInputStream in;
  private long position;
  private int size;
  private @Nullable String type;

  PbfBlobs(Path file) throws IOException {
    this.file = file;
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /// Moves on to the next blob; false at the end of the file. The blob is then read or skipped.
  boolean next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    try {
      int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
      if (length <= 0 || length > MAX_HEADER_BYTES) {
        throw noPbf(null);
      }
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      BlobHeader header = BlobHeader.parseFrom(bytes);
      position += 4L + length;
      type = header.getType();
      size = header.getDatasize();
    } catch (InvalidProtocolBufferException e) {
      throw noPbf(e);
    } catch (EOFException e) {
      throw position == 0 ? noPbf(e) : truncated(e);
    }
    if (size < 0 || size > MAX_BLOB_BYTES) {
      throw damaged("a block claims to be %d bytes long".formatted(size), null);
    }
    return true;
  }

  String type() {
    return type == null ? "" : type;
  }

  /// Bytes read or skipped so far.
  long position() {
    return position;
  }

  void skip() throws IOException {
    try {
      in.skipNBytes(size);
    } catch (EOFException e) {
      throw truncated(e);
    }
    position += size;
  }

  /// The content of the blob, unpacked.
  byte[] read() throws IOException {
    byte[] bytes = new byte[size];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw truncated(e);
    }
    position += size;
    try {
      return unpack(Blob.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | DataFormatException e) {
      throw damaged("a block cannot be unpacked", e);
    }
  }

  UnreadableFile damaged(String what, @Nullable Throwable cause) {
    return new UnreadableFile(file, "is damaged near byte %d: %s".formatted(position, what), cause);
  }

  UnreadableFile unsupported(String what) {
    return new UnreadableFile(file, what);
  }

  private byte[] unpack(Blob blob) throws DataFormatException {
    return switch (blob.getDataCase()) {
      case RAW -> blob.getRaw().toByteArray();
      case ZLIB_DATA -> inflate(blob.getZlibData(), blob.getRawSize());
      case DATA_NOT_SET -> throw damaged("a block is empty", null);
      default ->
          throw unsupported(
              "is packed with %s; only zlib is read here"
                  .formatted(blob.getDataCase().name().replaceAll("_.*", "")));
    };
  }

  private byte[] inflate(ByteString packed, int rawSize) throws DataFormatException {
    if (rawSize < 0 || rawSize > MAX_BLOB_BYTES) {
      throw damaged("a block claims to unpack to %d bytes".formatted(rawSize), null);
    }
    byte[] raw = new byte[rawSize];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed.asReadOnlyByteBuffer());
      int length = 0;
      while (length < rawSize) {
        int more = inflater.inflate(raw, length, rawSize - length);
        if (more == 0) {
          throw damaged("a block is shorter than it says", null);
        }
        length += more;
      }
      return raw;
    } finally {
      inflater.end();
    }
  }

  private UnreadableFile noPbf(@Nullable Throwable cause) {
    return position > 0
        ? damaged("no block starts here", cause)
        : new UnreadableFile(file, "is not an OpenStreetMap .pbf file", cause);
  }

  private UnreadableFile truncated(EOFException cause) {
    return new UnreadableFile(
        file,
        "ends in the middle of a block, after byte %d; is the download complete?"
            .formatted(position),
        cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
