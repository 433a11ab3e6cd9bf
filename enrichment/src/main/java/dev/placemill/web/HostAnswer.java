package dev.placemill.web;

import java.time.Duration;

/// What came of one request to one host, before anybody follows a redirect.
sealed interface HostAnswer {
  record Got(Reply reply) implements HostAnswer {}

  record None(PageAnswer why) implements HostAnswer {}

  static None unavailable(String reason, Duration retryAfter) {
    return new None(new PageAnswer.Unavailable(reason, retryAfter));
  }

  static None refused(String reason) {
    return new None(new PageAnswer.Refused(reason));
  }
}
