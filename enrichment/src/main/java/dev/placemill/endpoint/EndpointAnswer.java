package dev.placemill.endpoint;

import java.time.Duration;

/// How one request to a service ended.
public sealed interface EndpointAnswer {
  /// The service answered; what the status means is for its protocol to say.
  ///
  /// @param body never shown to anybody when the status is an error: services like to quote the key
  ///   or the request in it
  record Answered(int status, String body) implements EndpointAnswer {}

  /// The service could not be asked, failed, or wants to be left alone for a while.
  ///
  /// @param reason a part of a sentence for people
  /// @param mayHaveWorked whether the service was given the request and may have done, and charged,
  ///   the work whose answer never came
  record Unavailable(String reason, Duration retryAfter, boolean mayHaveWorked)
      implements EndpointAnswer {}
}
