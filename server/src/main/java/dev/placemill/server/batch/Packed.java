package dev.placemill.server.batch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Many small JSON documents as one compressed block, each with its position in the batch and its
/// state. Documents are copied in and out as bytes and never parsed here.
///
/// Layout before compression: for each document its position (2 bytes), state (1), length (4) and
/// UTF-8 bytes.
final class Packed {
  private static final int HEADER = 2 + 1 + 4;

  /// The document of a place of which none is needed.
  static final byte[] NOTHING = {};

  // One is the level at which compressing costs less than writing the bytes it saves.
  private static final int COMPRESSION_LEVEL = 1;

  /// The state of a place that a document stands for.
  enum State {
    PENDING('p'),
    COMPLETED('c'),
    FAILED('f');

    private final byte code;

    State(char code) {
      this.code = (byte) code;
    }

    private static State of(byte code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalStateException("no state has the code " + code);
    }
  }

  record Item(int position, State state, byte[] json) {}

  // Making a context costs more than compressing a slice. There are never more than threads that
  // compress at once, so never more than processors.
  private static final Queue<ZstdCompressCtx> FREE = new ConcurrentLinkedQueue<>();

  private Packed() {}

  private static ZstdCompressCtx newContext() {
    return new ZstdCompressCtx().setLevel(COMPRESSION_LEVEL);
  }

  static byte[] pack(List<Item> items) {
    int size = items.stream().mapToInt(item -> HEADER + item.json().length).sum();
    ByteBuffer block = ByteBuffer.allocate(size);
    for (Item item : items) {
      block.putShort((short) item.position());
      block.put(item.state().code);
      block.putInt(item.json().length);
      block.put(item.json());
    }
    ZstdCompressCtx free = FREE.poll();
    ZstdCompressCtx context = free == null ? newContext() : free;
    byte[] compressed = context.compress(block.array());
    FREE.add(context);
    return compressed;
  }

  static List<Item> unpack(byte[] compressed) {
    return unpack(compressed, true);
  }

  /// Positions and states alone, each with an empty document.
  static List<Item> unpackStates(byte[] compressed) {
    return unpack(compressed, false);
  }

  private static List<Item> unpack(byte[] compressed, boolean withDocuments) {
    int size = Math.toIntExact(Zstd.getFrameContentSize(compressed));
    ByteBuffer block = ByteBuffer.wrap(Zstd.decompress(compressed, size));
    List<Item> items = new ArrayList<>();
    while (block.hasRemaining()) {
      int position = Short.toUnsignedInt(block.getShort());
      State state = State.of(block.get());
      int length = block.getInt();
      if (withDocuments) {
        byte[] json = new byte[length];
        block.get(json);
        items.add(new Item(position, state, json));
      } else {
        block.position(block.position() + length);
        items.add(new Item(position, state, NOTHING));
      }
    }
    return items;
  }
}
