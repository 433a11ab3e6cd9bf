package dev.placemill.server.batch;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a client says in `If-None-Match`: the tags of the answers it has, or `*` for any.
///
/// @param opaque the tags without the mark of weak ones, which makes no difference here
record EntityTags(Set<String> opaque) {
  static final EntityTags NONE = new EntityTags(Set.of());

  /// Reads the header. None of our tags holds a comma.
  static EntityTags of(String header) {
    return new EntityTags(
        Arrays.stream(header.split(",", -1)).map(EntityTags::opaque).collect(Collectors.toSet()));
  }

  boolean isEmpty() {
    return opaque.isEmpty();
  }

  boolean have(String tag) {
    return opaque.contains("*") || opaque.contains(opaque(tag));
  }

  private static String opaque(String tag) {
    String stripped = tag.strip();
    return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
  }
}
