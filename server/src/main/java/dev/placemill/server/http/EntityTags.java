package dev.placemill.server.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a client says in `If-None-Match`: the tags of the answers it has, or `*` for any.
///
/// @param opaque the tags without the mark of weak ones, which makes no difference here
public record EntityTags(Set<String> opaque) {
  private static final EntityTags NONE = new EntityTags(Set.of());

  public EntityTags {
    opaque = Set.copyOf(opaque);
  }

  /// Those a request names. None of our tags holds a comma.
  public static EntityTags of(Request request) {
    return request.findHeader("If-None-Match").map(EntityTags::of).orElse(NONE);
  }

  private static EntityTags of(String header) {
    return new EntityTags(
        Arrays.stream(header.split(",", -1)).map(EntityTags::opaque).collect(Collectors.toSet()));
  }

  public boolean isEmpty() {
    return opaque.isEmpty();
  }

  public boolean have(String tag) {
    return opaque.contains("*") || opaque.contains(opaque(tag));
  }

  private static String opaque(String tag) {
    String stripped = tag.strip();
    return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
  }
}
