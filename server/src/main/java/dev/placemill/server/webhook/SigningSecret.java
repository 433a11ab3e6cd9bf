package dev.placemill.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a receiver and this server both know, so that the one can tell the other's messages from
/// everybody else's. Nothing shows it but [#reveal()].
final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final byte[] key;

  SigningSecret(byte[] key) {
    this.key = key.clone();
  }

  static SigningSecret random(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new SigningSecret(key);
  }

  /// As receivers are given it, to be shown once.
  String reveal() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  byte[] bytes() {
    return key.clone();
  }

  /// The header `webhook-signature`: one signature for each secret.
  static String signatures(
      List<SigningSecret> secrets, String messageId, Instant timestamp, byte[] body) {
    return secrets.stream()
        .map(secret -> secret.signature(messageId, timestamp, body))
        .collect(Collectors.joining(" "));
  }

  private String signature(String messageId, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update("%s.%d.".formatted(messageId, timestamp.getEpochSecond()).getBytes(UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
