package dev.placemill.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The client's mistake, or our inability, told to the client as a problem document.
public final class ApiException extends RuntimeException {
  private final ErrorCode code;
  private final transient List<Fault> faults;
  private final transient Map<String, String> headers;

  public ApiException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  /// @param faults every single thing that is wrong, so that a client can mend all at once
  public ApiException(ErrorCode code, String detail, List<Fault> faults) {
    this(code, detail, faults, Map.of());
  }

  ApiException(ErrorCode code, String detail, List<Fault> faults, Map<String, String> headers) {
    super(detail, null, false, false);
    this.code = code;
    this.faults = List.copyOf(faults);
    this.headers = Map.copyOf(headers);
  }

  /// Says when trying again makes sense.
  public ApiException retryAfter(long seconds) {
    return new ApiException(code, detail(), faults, Map.of("Retry-After", Long.toString(seconds)));
  }

  /// Says what the path takes instead.
  public ApiException accepting(List<String> mediaTypes) {
    return new ApiException(
        code, detail(), faults, Map.of("Accept-Post", String.join(", ", mediaTypes)));
  }

  /// The connection cannot be used again: part of the request is still on its way.
  ApiException closing() {
    Map<String, String> closing = new HashMap<>(headers);
    closing.put("Connection", "close");
    return new ApiException(code, detail(), faults, closing);
  }

  public ErrorCode code() {
    return code;
  }

  List<Fault> faults() {
    return faults;
  }

  Map<String, String> headers() {
    return headers;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
