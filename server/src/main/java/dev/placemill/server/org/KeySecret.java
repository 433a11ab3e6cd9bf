package dev.placemill.server.org;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// The text of an API key: a prefix that secret scanners can know, 30 random base-62 characters
/// (178 bits) and as a checksum the CRC-32 of all that in six base-62 digits, so that a mistyped
/// key is told from an unknown one, by scanners too, without asking anybody.
///
/// It never appears in a log: `toString` shows the hint only.
final class KeySecret {
  private static final String PREFIX = "pmk_";
  private static final int RANDOM_LENGTH = 30;
  private static final int CHECKSUM_LENGTH = 6;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final String text;

  private KeySecret(String text) {
    this.text = text;
  }

  static KeySecret random(SecureRandom random) {
    var characters = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      characters.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new KeySecret(characters + checksum(characters.toString()));
  }

  static KeySecret of(String text) {
    return new KeySecret(text);
  }

  /// Whether this can be a key at all; a database need not be asked for anything else.
  boolean isWellFormed() {
    if (text.length() != PREFIX.length() + RANDOM_LENGTH + CHECKSUM_LENGTH) {
      return false;
    }
    int split = text.length() - CHECKSUM_LENGTH;
    String given = text.substring(split);
    String expected = checksum(text.substring(0, split));
    return text.startsWith(PREFIX) && (given.equals(expected) || given.equals(reversed(expected)));
  }

  /// SHA-256; the random part is long enough that no salt is needed.
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String hint() {
    return text.substring(text.length() - 4);
  }

  /// The key itself, to be shown once.
  String reveal() {
    return text;
  }

  private static String checksum(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    long rest = crc.getValue();
    var digits = new StringBuilder();
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return reversed(digits.toString());
  }

  /// The first keys had the digits the other way round, and are as good as ever.
  private static String reversed(String digits) {
    return new StringBuilder(digits).reverse().toString();
  }

  @Override
  public String toString() {
    return "key ending in " + hint();
  }
}
