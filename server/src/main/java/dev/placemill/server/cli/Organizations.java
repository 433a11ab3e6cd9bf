package dev.placemill.server.cli;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Organizations and their keys, as whoever runs the server governs them. Trouble a person can mend
/// is a [CommandFailure].
public interface Organizations extends AutoCloseable {
  /// Makes a key, and the organization if there is none of that name.
  ///
  /// @return the key, which is not stored and cannot be shown again
  String createKey(KeyOptions options);

  /// Makes a key in place of another, which stays good for a while.
  ///
  /// @return the new key
  String rotateKey(String keyId, Duration overlap);

  void revokeKey(String keyId);

  /// The keys, revoked ones too.
  ///
  /// @param organization whose keys, or null for all
  List<KeyLine> keys(@Nullable String organization);

  List<OrganizationLine> organizations();

  /// What an organization may ask for.
  List<LimitLine> limits(String organization);

  /// Sets limits of an organization and leaves the others.
  ///
  /// @param wanted by its name a number, or `default` for the limit of the server
  void setLimits(String organization, Map<String, String> wanted);

  /// What an organization used, by month and then by day; only what is not nothing.
  ///
  /// @param from null for the first day of the month of `to`
  /// @param to null for today
  List<UsageLine> usage(String organization, @Nullable LocalDate from, @Nullable LocalDate to);

  @Override
  void close();

  /// What key to make.
  ///
  /// @param scopes none for what clients need that send places and fetch results
  /// @param life after which it expires, or null for never
  record KeyOptions(
      String organization, @Nullable String name, List<String> scopes, @Nullable Duration life) {}

  /// One key, as it is listed.
  ///
  /// @param keyId names the key without revealing it
  /// @param ending the key's last characters, to tell keys apart
  /// @param state `live`, `expired` or `revoked`
  /// @param createdAt and the other times in ISO 8601
  record KeyLine(
      String keyId,
      String organization,
      @Nullable String name,
      String ending,
      List<String> scopes,
      String state,
      String createdAt,
      @Nullable String expiresAt,
      @Nullable String lastUsedAt,
      @Nullable String revokedAt,
      @Nullable String replacedBy) {}

  /// @param own the limit the organization has of its own, or null for that of the server
  record LimitLine(String name, @Nullable Integer own) {}

  /// @param time a month like `2026-11`, or a day
  record UsageLine(
      String time,
      long batches,
      long completedBatches,
      long partialBatches,
      long failedBatches,
      long places,
      long completedPlaces,
      long failedPlaces) {}

  record OrganizationLine(String organization, int liveKeys, String createdAt) {}
}
