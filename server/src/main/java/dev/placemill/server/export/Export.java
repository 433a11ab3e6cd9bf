package dev.placemill.server.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An export made in the background.
///
/// @param batchIds as their clients know them
/// @param batchNames in the same order
/// @param error why it failed, or null
/// @param rows how many places its file has, or null until it is completed
/// @param bytes how large its file is, likewise
/// @param epoch the claim under which its file was or is being written
record Export(
    UUID id,
    ExportStatus status,
    List<String> batchIds,
    List<String> batchNames,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable String error,
    @Nullable Long rows,
    @Nullable Long bytes,
    int epoch) {
  private static final String PREFIX = "export_";

  /// The id under which its client knows it.
  String publicId() {
    return PREFIX + id.toString().replace("-", "");
  }

  /// The id that a client sent, or null when it is none.
  static @Nullable UUID id(String publicId) {
    if (!publicId.matches(PREFIX + "[0-9a-f]{32}")) {
      return null;
    }
    String digits = publicId.substring(PREFIX.length());
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }
}
