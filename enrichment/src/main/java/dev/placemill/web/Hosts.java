package dev.placemill.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What this node knows of the hosts it asks: whose turn it is, and who is left alone. All batches
/// share it, so that a host sees one polite visitor however many places name it.
final class Hosts {
  private static final int MOST_REMEMBERED = 20_000;
  private static final int MOST_FAILURES = 3;
  private static final Duration FIRST_REST = Duration.ofMinutes(5);
  private static final Duration LONGEST_REST = Duration.ofHours(6);
  private static final Duration HOUR = Duration.ofHours(1);

  private final WebSettings settings;
  private final Clock clock;
  private final Map<String, Host> hosts = new LinkedHashMap<>(64, 0.75f, true);
  private final Pace turns;

  Hosts(WebSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    turns = new Pace(settings.betweenRequests(), clock);
  }

  /// One host.
  final class Host {
    final Breaker breaker = new Breaker(MOST_FAILURES, FIRST_REST, LONGEST_REST, clock);
    private final Turnstile turnstile = new Turnstile();
    private Duration delay = settings.hostDelay();
    private Instant hourBegan = Instant.MIN;
    private int requestsThisHour;

    Turnstile turnstile() {
      return turnstile;
    }

    /// The host itself asks for a longer time between two requests.
    synchronized void slowDown(Duration asked) {
      delay = asked.compareTo(settings.hostDelay()) > 0 ? asked : settings.hostDelay();
    }

    synchronized Duration delay() {
      return delay;
    }

    /// When the next request may be made, if that is not now.
    synchronized Optional<Duration> findWaitForBudget() {
      Instant now = clock.instant();
      if (hourBegan.equals(Instant.MIN) || !now.isBefore(hourBegan.plus(HOUR))) {
        hourBegan = now;
        requestsThisHour = 0;
      }
      return requestsThisHour < settings.hostRequestsPerHour()
          ? Optional.empty()
          : Optional.of(Duration.between(now, hourBegan.plus(HOUR)));
    }

    /// Whoever counts one has seen that the budget allows it, and is alone at this host.
    synchronized void countRequest() {
      requestsThisHour++;
    }

    /// The time between two requests when many want to make one.
    synchronized Duration pace() {
      Duration ofBudget = HOUR.dividedBy(settings.hostRequestsPerHour());
      return delay.compareTo(ofBudget) > 0 ? delay : ofBudget;
    }
  }

  Host of(String name) {
    synchronized (hosts) {
      Host host = hosts.computeIfAbsent(name, _ -> new Host());
      if (hosts.size() > MOST_REMEMBERED) {
        hosts.values().stream()
            .filter(old -> old != host && old.turnstile.isIdle())
            .findFirst()
            .ifPresent(old -> hosts.values().remove(old));
      }
      return host;
    }
  }

  /// The turns of all hosts together.
  Pace turns() {
    return turns;
  }
}
