package dev.placemill.server.org;

import dev.placemill.server.http.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Scopes as they are stored with a key: their wire names with spaces between. There are few
/// different texts, and one is read with every request, so each is taken apart once.
final class ScopeText {
  private static final Map<String, Set<Scope>> KNOWN = new ConcurrentHashMap<>();

  private ScopeText() {}

  static String of(Set<Scope> scopes) {
    return String.join(" ", Scope.wireNames(scopes));
  }

  /// @param text null for a key that a server of an earlier version made
  static Set<Scope> scopes(@Nullable String text) {
    return text == null ? Scope.USUAL : KNOWN.computeIfAbsent(text, ScopeText::read);
  }

  /// A scope that only a later version knows opens nothing here.
  private static Set<Scope> read(String text) {
    return Arrays.stream(text.split(" ", -1))
        .map(Scope::findByWireName)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
