package dev.placemill.server.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a key may be used for. A key has some of these, and every route of an organization asks for
/// one; none implies another.
public enum Scope {
  BATCHES_READ,
  BATCHES_WRITE,
  WEBHOOKS_WRITE,
  /// Keys, the audit log, usage, and changes of the reference data.
  ADMIN;

  /// What clients need that send places and fetch results; not what governs the organization.
  public static final Set<Scope> USUAL = Set.of(BATCHES_READ, BATCHES_WRITE, WEBHOOKS_WRITE);

  /// As in `batches:read`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  public static Optional<Scope> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(wireName)).findFirst();
  }

  /// In the order in which they are listed everywhere.
  public static List<String> wireNames(Set<Scope> scopes) {
    Set<Scope> ordered = EnumSet.noneOf(Scope.class);
    ordered.addAll(scopes);
    return ordered.stream().map(Scope::wireName).toList();
  }

  /// What a route asks for that does not say otherwise.
  static Scope usual(String method) {
    return method.equals("GET") ? BATCHES_READ : BATCHES_WRITE;
  }
}
