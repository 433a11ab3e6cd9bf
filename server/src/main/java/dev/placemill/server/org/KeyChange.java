package dev.placemill.server.org;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import java.security.SecureRandom;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// What is done to keys, by whoever does it: always with an entry in the audit log. Every method
/// works inside the caller's transaction.
final class KeyChange {
  /// A new key, the only time it is known.
  record Made(long keyId, KeySecret secret) {}

  private final SecureRandom random = new SecureRandom();

  Made create(Handle handle, Author author, NewKey wanted) {
    Made made = add(handle, author.orgId(), wanted);
    Audit.add(handle, author, Action.KEY_CREATED, subject(made.keyId()), wanted.inWords());
    return made;
  }

  /// Makes a key without a word of it.
  Made add(Handle handle, long orgId, NewKey wanted) {
    var secret = KeySecret.random(random);
    return new Made(Keys.add(handle, orgId, wanted, secret), secret);
  }

  /// Makes a key in place of another one, which stays good for a while.
  ///
  /// @param old which must be live and not replaced yet, and its row locked
  Made rotate(Handle handle, Author author, ApiKey old, Duration overlap) {
    NewKey successor = old.successor(Keys.now(handle));
    Made made = add(handle, old.orgId(), successor);
    Keys.replace(handle, old.keyId(), made.keyId(), overlap);
    Audit.add(
        handle,
        author,
        Action.KEY_ROTATED,
        subject(old.keyId()),
        "replaced by key %d, stays good for %d s; %s"
            .formatted(made.keyId(), overlap.toSeconds(), successor.inWords()));
    return made;
  }

  /// Ends a key at once; doing so again changes nothing.
  void revoke(Handle handle, Author author, long keyId) {
    if (Keys.revoke(handle, keyId)) {
      Audit.add(handle, author, Action.KEY_REVOKED, subject(keyId));
    }
  }

  private static String subject(long keyId) {
    return Long.toString(keyId);
  }
}
