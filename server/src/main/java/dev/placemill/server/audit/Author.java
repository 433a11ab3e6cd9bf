package dev.placemill.server.audit;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import org.jspecify.annotations.Nullable;

/// Who did something about an organization.
///
/// @param keyId the key it was done with, or null for whoever works at the server's command line,
///   or without a key at the console of a server for one person
/// @param address where the request came from, or null as well
public record Author(
    long orgId, @Nullable Long keyId, @Nullable String address, @Nullable String requestId) {

  /// Whoever sent a request.
  public static Author of(Request request, Caller caller) {
    return new Author(
        caller.orgId(), caller.keyId(), request.origin().address(), request.origin().requestId());
  }

  /// Whoever may run commands on the server's machine, or reach its database.
  public static Author operator(long orgId) {
    return new Author(orgId, null, null, null);
  }
}
