package dev.placemill.source.geography;

import dev.placemill.place.Coordinates;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The time zone of a point, from a coarse map: right to about 2 km near a zone's edge, and blind
/// to some of the small bends of borders. Written by `data/refresh-geography.mjs` as one quadtree
/// per square of 7.5 degrees.
final class TimeZones {
  private static final int COLUMNS = 48;
  private static final double SQUARE_DEGREES = 7.5;
  private static final char SPLIT = 0xffff;

  private final List<String> names;
  private final char[] nodes;
  private final int[] roots;

  private TimeZones(List<String> names, char[] nodes) {
    this.names = names;
    this.nodes = nodes;
    this.roots = new int[COLUMNS * COLUMNS / 2];
    int node = 0;
    for (int root = 0; root < roots.length; root++) {
      roots[root] = node;
      node = after(node);
    }
  }

  static TimeZones load() {
    byte[] content = GeographyFile.bytes("time-zones.bin.gz");
    int end = 0;
    while (content[end] != '\n' || content[end + 1] != '\n') {
      end++;
    }
    List<String> names = new String(content, 0, end, StandardCharsets.UTF_8).lines().toList();
    int start = end + 2;
    var nodes = new char[(content.length - start) / 2];
    ByteBuffer.wrap(content, start, content.length - start).asCharBuffer().get(nodes);
    return new TimeZones(names, nodes);
  }

  /// An IANA name; at sea one of the nautical zones, e.g. `Etc/GMT+2`.
  String at(Coordinates point) {
    double down = (90 - point.latitude()) / SQUARE_DEGREES;
    double right = (180 + point.longitude()) / SQUARE_DEGREES;
    int row = Math.min(COLUMNS / 2 - 1, (int) down);
    int column = Math.min(COLUMNS - 1, (int) right);
    down -= row;
    right -= column;
    int node = roots[row * COLUMNS + column];
    while (nodes[node] == SPLIT) {
      down *= 2;
      right *= 2;
      boolean isSouth = down >= 1;
      boolean isEast = right >= 1;
      node = child(node, (isSouth ? 2 : 0) + (isEast ? 1 : 0));
      down -= isSouth ? 1 : 0;
      right -= isEast ? 1 : 0;
    }
    return names.get(nodes[node]);
  }

  private int child(int node, int number) {
    int child = node + 1;
    for (int skipped = 0; skipped < number; skipped++) {
      child = after(child);
    }
    return child;
  }

  /// The node behind a node and everything below it.
  private int after(int node) {
    int open = 1;
    int next = node;
    while (open > 0) {
      open += nodes[next] == SPLIT ? 3 : -1;
      next++;
    }
    return next;
  }
}
