package dev.placemill.server.batch;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// A batch's id: a version 7 UUID, which begins with the millisecond it was made in. Ids sort by
/// time, and each tells the day its batch is kept under without asking the database.
///
/// Clients see it as `batch_` and 32 hexadecimal digits.
public record BatchId(UUID uuid) {
  private static final String PREFIX = "batch_";
  private static final int HEX_DIGITS = 32;

  // Later ones are written with a sign, which the database does not read.
  private static final int LAST_YEAR = 9_999;

  static BatchId at(Instant moment, SecureRandom random) {
    long version = 0x7000L | random.nextInt(0x1000);
    long variant = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new BatchId(new UUID(moment.toEpochMilli() << 16 | version, variant));
  }

  static Optional<BatchId> find(String text) {
    if (text.length() != PREFIX.length() + HEX_DIGITS || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String hex = text.substring(PREFIX.length());
    if (!hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && !Character.isUpperCase(c))) {
      return Optional.empty();
    }
    var uuid =
        new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16));
    var id = new BatchId(uuid);
    return uuid.version() == 7 && id.day().getYear() <= LAST_YEAR
        ? Optional.of(id)
        : Optional.empty();
  }

  Instant createdAt() {
    return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
  }

  LocalDate day() {
    return LocalDate.ofInstant(createdAt(), ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    return PREFIX + uuid.toString().replace("-", "");
  }
}
