package dev.placemill.endpoint;

import dev.placemill.web.Breaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a service is left alone just now: because it failed several times in a row, or because
/// it asked for it. Everybody is then told so at once, instead of each place waiting for the same
/// timeout.
final class Calm {
  static final int FAILURES_IN_A_ROW = 5;
  static final Duration FIRST_REST = Duration.ofSeconds(30);
  static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Clock clock;
  private final Breaker breaker;
  private Instant askedForUntil = Instant.MIN;
  private String lastFailure = "";

  Calm(Clock clock) {
    this.clock = clock;
    breaker = new Breaker(FAILURES_IN_A_ROW, FIRST_REST, LONGEST_REST, clock);
  }

  /// Why the service is not asked now; empty when it may be.
  synchronized Optional<EndpointAnswer.Unavailable> find() {
    Instant now = clock.instant();
    if (now.isBefore(askedForUntil)) {
      return Optional.of(
          new EndpointAnswer.Unavailable(
              "takes no more requests for now", Duration.between(now, askedForUntil), false));
    }
    return breaker
        .findRest()
        .map(rest ->
            new EndpointAnswer.Unavailable(
                lastFailure + " several times in a row and is left alone for a while",
                rest,
                false));
  }

  void succeeded() {
    breaker.succeeded();
  }

  synchronized void failed(String reason) {
    lastFailure = reason;
    breaker.failed();
  }

  /// The service itself said how long it wants no requests.
  synchronized void askedFor(Duration time) {
    Instant until = clock.instant().plus(time);
    askedForUntil = until.isAfter(askedForUntil) ? until : askedForUntil;
  }
}
