package dev.placemill.server.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrgStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private OrgStore orgs;

  @BeforeEach
  void empty() {
    DATABASE.empty();
    orgs = new OrgStore(DATABASE.database());
  }

  @Test
  void aKeyOpensItsOrganizationUntilItIsRevoked() {
    String key = orgs.createKey("acme", "nightly");
    assertThat(orgs.findCaller(key).orElseThrow().org()).isEqualTo("acme");
    assertThat(orgs.revokeKey(orgs.keys().getFirst().keyId())).isTrue();
    assertThat(orgs.findCaller(key)).isEmpty();
    assertThat(orgs.organizations().getFirst().liveKeys()).isZero();
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
    String second = orgs.createKey("acme", null);
    assertThat(first).isNotEqualTo(second);
    assertThat(orgs.findCaller(first)).isEqualTo(orgs.findCaller(second));
    orgs.discard(first);
    assertThat(orgs.findCaller(first)).isEmpty();
    assertThat(orgs.findCaller(second)).isPresent();
    assertThat(orgs.organizations()).hasSize(1);
  }

  @Test
  void aMistypedKeyIsTurnedAwayByItsChecksum() {
    String key = orgs.createKey("acme", null);
    char other = key.charAt(10) == 'x' ? 'y' : 'x';
    String mistyped = key.substring(0, 10) + other + key.substring(11);
    assertThat(KeySecret.of(mistyped).isWellFormed()).isFalse();
    assertThat(orgs.findCaller(mistyped)).isEmpty();
    assertThat(orgs.findCaller("")).isEmpty();
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
