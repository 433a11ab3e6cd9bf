package dev.placemill.server.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrgStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final OrgConfig CONFIG = new OrgConfig(600, 50, Duration.ofDays(1));
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private OrgStore orgs;
  private Doorkeeper doorkeeper;
  private EngineClock clock;

  @BeforeEach
  void empty() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    orgs = new OrgStore(DATABASE.database());
    doorkeeper = new Doorkeeper(DATABASE.database(), CONFIG, null);
  }

  @Test
  void aKeyOpensItsOrganizationUntilItIsRevoked() {
    String key = orgs.createKey("acme", "nightly");
    Caller caller = doorkeeper.findCaller(key).orElseThrow();
    assertThat(caller.org()).isEqualTo("acme");
    assertThat(caller.scopes()).isEqualTo(Scope.USUAL);
    assertThat(caller.limits().requestsPerMinute()).isEqualTo(600);
    assertThat(orgs.revokeKey(keyId(caller))).isTrue();
    assertThat(doorkeeper.findCaller(key)).isEmpty();
    assertThat(orgs.organizations().getFirst().liveKeys()).isZero();
    assertThat(orgs.keys().getFirst().state()).isEqualTo("revoked");
    assertThat(orgs.revokeKey(keyId(caller) + 1)).isFalse();
  }

  private static long keyId(Caller caller) {
    return Objects.requireNonNull(caller.keyId());
  }

  @Test
  void theKeyItselfIsKeptNowhere() {
    String key = orgs.createKey("acme", null);
    String rows =
        DATABASE
            .database()
            .withHandle(handle ->
                handle.createQuery("SELECT k::text FROM api_key k").mapTo(String.class).one());
    assertThat(rows).doesNotContain(key.substring(4, 30));
    assertThat(orgs.keys().getFirst().hint()).isEqualTo(key.substring(key.length() - 4));
    assertThat(KeySecret.of(key).toString()).doesNotContain(key.substring(0, 20));
  }

  @Test
  void twoKeysOfOneOrganizationLiveSideBySide() {
    String first = orgs.createKey("acme", null);
    String second = orgs.createPassingKey("acme");
    assertThat(first).isNotEqualTo(second);
    assertThat(doorkeeper.findCaller(first).orElseThrow().orgId())
        .isEqualTo(doorkeeper.findCaller(second).orElseThrow().orgId());
    orgs.discard(second);
    assertThat(doorkeeper.findCaller(second)).isEmpty();
    assertThat(doorkeeper.findCaller(first)).isPresent();
    assertThat(orgs.organizations()).hasSize(1);
  }

  @Test
  void aKeyEndsWithAChecksumThatAScannerCanWorkOut() {
    String key = KeySecret.random(new SecureRandom()).reveal();
    var crc = new CRC32();
    crc.update(key.substring(0, 34).getBytes(StandardCharsets.UTF_8));
    long value = 0;
    for (char digit : key.substring(34).toCharArray()) {
      value = value * 62 + DIGITS.indexOf(digit);
    }
    assertThat(key).matches("pmk_[0-9A-Za-z]{36}");
    assertThat(value).isEqualTo(crc.getValue());
  }

  @Test
  void aKeyOfTheFirstVersionIsAsGoodAsEver() {
    String key = orgs.createKey("acme", null);
    String backwards = new StringBuilder(key.substring(34)).reverse().toString();
    assertThat(KeySecret.of(key.substring(0, 34) + backwards).isWellFormed()).isTrue();
    DATABASE.database().useHandle(handle -> handle.execute("UPDATE api_key SET scopes = NULL"));
    assertThat(doorkeeper.findCaller(key).orElseThrow().scopes()).isEqualTo(Scope.USUAL);
  }

  @Test
  void aMistypedKeyIsTurnedAwayByItsChecksum() {
    String key = orgs.createKey("acme", null);
    char other = key.charAt(10) == 'x' ? 'y' : 'x';
    String mistyped = key.substring(0, 10) + other + key.substring(11);
    assertThat(KeySecret.of(mistyped).isWellFormed()).isFalse();
    assertThat(doorkeeper.findCaller(mistyped)).isEmpty();
    assertThat(doorkeeper.findCaller("")).isEmpty();
  }

  @Test
  void aKeyExpires() {
    Instant end = Instant.now().plus(Duration.ofDays(90));
    String key = orgs.makeKey("acme", new NewKey("audit", Set.of(Scope.ADMIN), end));
    clock.passes(Duration.ofDays(89));
    assertThat(doorkeeper.findCaller(key).orElseThrow().scopes()).containsExactly(Scope.ADMIN);
    clock.passes(Duration.ofDays(1));
    assertThat(doorkeeper.findCaller(key)).isEmpty();
    assertThat(orgs.keys().getFirst().state()).isEqualTo("expired");
    assertThatThrownBy(() -> orgs.makeKey("acme", new NewKey(null, Scope.USUAL, Instant.now())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the future");
  }

  @Test
  void aRotatedKeyStaysGoodForAWhileAndCannotBeRotatedTwice() {
    Instant end = Instant.now().plus(Duration.ofDays(90));
    String first = orgs.makeKey("acme", new NewKey("nightly", Set.of(Scope.BATCHES_READ), end));
    long firstId = orgs.keys().getFirst().keyId();
    clock.passes(Duration.ofDays(30));
    String second = orgs.rotateKey(firstId, Duration.ofHours(24)).orElseThrow();
    assertThat(doorkeeper.findCaller(first)).isPresent();
    Caller after = doorkeeper.findCaller(second).orElseThrow();
    assertThat(after.scopes()).containsExactly(Scope.BATCHES_READ);
    ApiKey made = orgs.keys().getLast();
    assertThat(made.name()).isEqualTo("nightly");
    assertThat(Duration.between(end, made.expiresAt()).toDays()).isBetween(29L, 30L);
    assertThatThrownBy(() -> orgs.rotateKey(firstId, Duration.ZERO))
        .hasMessageContaining("replaced by key " + keyId(after));
    clock.passes(Duration.ofHours(25));
    assertThat(doorkeeper.findCaller(first)).isEmpty();
    assertThat(doorkeeper.findCaller(second)).isPresent();
    assertThat(orgs.rotateKey(keyId(after) + 1, Duration.ZERO)).isEmpty();
  }

  @Test
  void theLastUseIsWrittenDownNowAndThenAndNotByTheRequest() {
    String used = orgs.createKey("acme", null);
    orgs.createKey("acme", null);
    doorkeeper.findCaller(used);
    assertThat(orgs.keys()).allSatisfy(key -> assertThat(key.lastUsedAt()).isNull());
    doorkeeper.noteUse();
    assertThat(orgs.keys().getFirst().lastUsedAt()).isNotNull();
    assertThat(orgs.keys().getLast().lastUsedAt()).isNull();
    Instant before = orgs.keys().getFirst().lastUsedAt();
    clock.passes(Duration.ofHours(1));
    doorkeeper.noteUse();
    assertThat(orgs.keys().getFirst().lastUsedAt()).isEqualTo(before);
  }

  @Test
  void namesThatCouldNotBePartOfAPathAreRefused() {
    for (String name : new String[] {"", "v1", "Acme", "a/b", "-a", "a b", "x".repeat(64)}) {
      assertThatThrownBy(() -> orgs.createKey(name, null))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be an organization's name");
    }
    assertThat(orgs.organizations()).isEmpty();
  }
}
