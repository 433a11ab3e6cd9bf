package dev.placemill.server.org;

import dev.placemill.server.http.Faults;
import dev.placemill.server.http.Scope;
import dev.placemill.server.http.SmallBody;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the bodies of requests about keys. Everything wrong with one is said at once; fields that
/// are not known are let through.
final class KeyReader {
  static final Duration USUAL_OVERLAP = Duration.ofHours(24);
  static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private static final int LONGEST_NAME = 200;
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_500);

  private final Faults faults = new Faults();

  private KeyReader() {}

  /// What key is wanted; the body may be empty for a usual one.
  ///
  /// @param now after which it must expire, if it does at all
  static NewKey newKey(byte[] body, Instant now) {
    JsonNode json = SmallBody.optional(body);
    var reader = new KeyReader();
    var wanted =
        new NewKey(
            reader.name(json.path("name")),
            reader.scopes(json.path("scopes")),
            reader.expiresAt(json.path("expires_at"), now));
    reader.faults.refuse();
    return wanted;
  }

  /// How long a replaced key stays good; the body may be empty.
  static Duration overlap(byte[] body) {
    return SmallBody.overlap(SmallBody.optional(body), USUAL_OVERLAP, LONGEST_OVERLAP);
  }

  private @Nullable String name(JsonNode value) {
    if (SmallBody.isAbsent(value)) {
      return null;
    }
    if (!SmallBody.isText(value, LONGEST_NAME)) {
      faults.add(
          "#/name",
          "must be text of at most %d characters without control characters"
              .formatted(LONGEST_NAME));
      return null;
    }
    String name = value.asString().strip();
    return name.isEmpty() ? null : name;
  }

  private Set<Scope> scopes(JsonNode value) {
    if (SmallBody.isAbsent(value)) {
      return Scope.USUAL;
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode one : value.isArray() ? value.values() : List.<JsonNode>of()) {
      Scope.findByWireName(one.asString("")).ifPresentOrElse(scopes::add, this::unknownScope);
    }
    if (scopes.isEmpty() && faults.isEmpty()) {
      unknownScope();
    }
    return scopes;
  }

  private void unknownScope() {
    List<String> known = Arrays.stream(Scope.values()).map(Scope::wireName).toList();
    faults.add("#/scopes", "must be an array of some of " + String.join(", ", known));
  }

  private @Nullable Instant expiresAt(JsonNode value, Instant now) {
    if (SmallBody.isAbsent(value)) {
      return null;
    }
    try {
      Instant end = OffsetDateTime.parse(value.asString("")).toInstant();
      if (end.isAfter(now) && end.isBefore(now.plus(LONGEST_LIFE))) {
        return end;
      }
    } catch (DateTimeException _) {
      // said below
    }
    faults.add(
        "#/expires_at",
        "must be a time to come within 100 years, like \"%s\""
            .formatted(now.plus(Duration.ofDays(90))));
    return null;
  }
}
