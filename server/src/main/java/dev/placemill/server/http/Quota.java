package dev.placemill.server.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a client is told of a limit and what is left of it: an entry each in the fields
/// `RateLimit-Policy` and `RateLimit`, which are lists of Structured Fields (RFC 9651).
///
/// @param policy its name, or empty where there is no limit
public record Quota(String policy, String policyEntry, String entry) {
  static final String POLICY_HEADER = "RateLimit-Policy";
  static final String HEADER = "RateLimit";
  static final Quota UNLIMITED = new Quota("", "", "");

  private static final String MINUTE = ";w=60";

  /// Requests a minute.
  ///
  /// @param left how many may be sent at once
  /// @param seconds until all can be again, or, where none is left, until one can
  static Quota requests(int limit, int left, int seconds) {
    return new Quota(
        "requests", "\"requests\";q=" + limit + MINUTE, "\"requests\";r=" + left + ";t=" + seconds);
  }

  /// Something of which only so much may be there at once, all of which is there.
  ///
  /// @param unit what is counted
  /// @param seconds after which it makes sense to look again
  public static Quota usedUp(String policy, long limit, String unit, long seconds) {
    return new Quota(
        policy,
        "\"" + policy + "\";q=" + limit + ";qu=\"" + unit + "\"",
        "\"" + policy + "\";r=0;t=" + seconds);
  }

  /// Adds what is said of this limit to the headers of an answer, which may speak of others.
  Map<String, String> addTo(Map<String, String> headers) {
    if (policy.isEmpty() || headers.getOrDefault(HEADER, "").startsWith("\"" + policy + "\"")) {
      return headers;
    }
    Map<String, String> more = new TreeMap<>(headers);
    for (var field : List.of(Map.entry(POLICY_HEADER, policyEntry), Map.entry(HEADER, entry))) {
      more.merge(field.getKey(), field.getValue(), (others, own) -> own + ", " + others);
    }
    return more;
  }
}
