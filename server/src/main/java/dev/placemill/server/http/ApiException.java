package dev.placemill.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The client's mistake, or our inability, told to the client as a problem document.
public final class ApiException extends RuntimeException {
  private final ErrorCode code;
  private final transient List<Fault> faults;
  private final transient Map<String, String> headers;
  private final transient List<String> violatedPolicies;

  public ApiException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  /// @param faults every single thing that is wrong, so that a client can mend all at once
  public ApiException(ErrorCode code, String detail, List<Fault> faults) {
    this(code, detail, faults, Map.of());
  }

  ApiException(ErrorCode code, String detail, List<Fault> faults, Map<String, String> headers) {
    this(code, detail, faults, headers, List.of());
  }

  private ApiException(
      ErrorCode code,
      String detail,
      List<Fault> faults,
      Map<String, String> headers,
      List<String> violatedPolicies) {
    super(detail, null, false, false);
    this.code = code;
    this.faults = List.copyOf(faults);
    this.headers = Map.copyOf(headers);
    this.violatedPolicies = List.copyOf(violatedPolicies);
  }

  /// Nobody is signed in, or not with a key that opens anything.
  public static ApiException unauthorized(String detail) {
    return new ApiException(
        ErrorCode.UNAUTHORIZED, detail, List.of(), Map.of("WWW-Authenticate", "Bearer"));
  }

  private ApiException with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ApiException(code, detail(), faults, more, violatedPolicies);
  }

  /// Says when trying again makes sense.
  public ApiException retryAfter(long seconds) {
    return with("Retry-After", Long.toString(seconds));
  }

  /// Says what the path takes instead.
  public ApiException accepting(List<String> mediaTypes) {
    return with("Accept-Post", String.join(", ", mediaTypes));
  }

  /// The connection cannot be used again: part of the request is still on its way.
  ApiException closing() {
    return with("Connection", "close");
  }

  /// Says which limit is the cause.
  public ApiException violating(Quota quota) {
    return new ApiException(code, detail(), faults, quota.addTo(headers), List.of(quota.policy()));
  }

  /// Says how much is left of a limit that is not the cause.
  ApiException beside(Quota quota) {
    return new ApiException(code, detail(), faults, quota.addTo(headers), violatedPolicies);
  }

  public ErrorCode code() {
    return code;
  }

  List<Fault> faults() {
    return faults;
  }

  /// The names of the limits that are the cause.
  List<String> violatedPolicies() {
    return violatedPolicies;
  }

  Map<String, String> headers() {
    return headers;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
