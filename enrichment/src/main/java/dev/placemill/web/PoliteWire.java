package dev.placemill.web;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a host when it is this node's turn, and not when the answer is at hand: kept from before,
/// or on its way to somebody else who asks the same.
final class PoliteWire implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PoliteWire.class);

  private static final Duration KEPT_FOR_WANT_OF_BETTER = Duration.ofDays(30);
  private static final Duration USUAL_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofDays(1);

  /// Whoever had to come back after this long is told not to come back at all.
  private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

  private static final double RETRIES_PER_REQUEST = 0.15;
  private static final double MOST_RETRIES_SAVED = 20;

  private final WebSettings settings;
  private final Wire wire;
  private final ReplyCache cache;
  private final Hosts hosts;
  private final Patience patience;
  private final Clock clock;
  private final RetryBudget retries = new RetryBudget(RETRIES_PER_REQUEST, MOST_RETRIES_SAVED);

  /// Opens when hosts fail one after the other: then it is us who have no network.
  private final Breaker network;

  private final ConcurrentMap<Question, CompletableFuture<HostAnswer>> onTheWay =
      new ConcurrentHashMap<>();

  private record Question(URI address, Reading reading) {}

  PoliteWire(WebSettings settings, Wire wire, ReplyCache cache, Patience patience, Clock clock) {
    this.settings = settings;
    this.wire = wire;
    this.cache = cache;
    this.patience = patience;
    this.clock = clock;
    hosts = new Hosts(settings, clock);
    network = new Breaker(30, Duration.ofSeconds(30), Duration.ofMinutes(5), clock);
  }

  /// What a host answers to one request, or answered lately.
  HostAnswer ask(URI address, Reading reading, Instant deadline) {
    Reply kept = cache.find(address).orElse(null);
    if (kept != null && isYoungEnough(kept)) {
      return new HostAnswer.Got(kept);
    }
    HostAnswer answer = askOnce(new Question(address, reading), kept, deadline);
    return kept != null
            && answer instanceof HostAnswer.None(PageAnswer.Unavailable _)
            && isYoungerThan(KEPT_FOR_WANT_OF_BETTER, kept)
        ? new HostAnswer.Got(kept)
        : answer;
  }

  /// Whether the host need not be asked.
  boolean keeps(URI address) {
    return cache.find(address).filter(this::isYoungEnough).isPresent();
  }

  private boolean isYoungEnough(Reply kept) {
    return isYoungerThan(settings.cacheAge(), kept);
  }

  /// A host asks for more time between two requests than others do.
  void slowDown(URI address, Duration delay) {
    hosts.of(address.getRawAuthority()).slowDown(delay);
  }

  private boolean isYoungerThan(Duration age, Reply reply) {
    return clock.instant().isBefore(reply.receivedAt().plus(age));
  }

  private HostAnswer askOnce(Question question, @Nullable Reply kept, Instant deadline) {
    var mine = new CompletableFuture<HostAnswer>();
    CompletableFuture<HostAnswer> others = onTheWay.putIfAbsent(question, mine);
    if (others != null) {
      return awaited(others, question, deadline);
    }
    HostAnswer answer = HostAnswer.unavailable(host(question) + " could not be asked", USUAL_RETRY);
    try {
      answer = askHost(question, kept, deadline);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answer;
    } finally {
      onTheWay.remove(question, mine);
      mine.complete(answer);
    }
  }

  private HostAnswer awaited(
      CompletableFuture<HostAnswer> others, Question question, Instant deadline) {
    try {
      return others.get(
          Math.max(0, Duration.between(clock.instant(), deadline).toMillis()),
          TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return HostAnswer.unavailable(
          host(question) + " did not answer in the time given", USUAL_RETRY);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HostAnswer.unavailable(host(question) + " could not be asked", USUAL_RETRY);
    }
  }

  private HostAnswer askHost(Question question, @Nullable Reply kept, Instant deadline)
      throws InterruptedException {
    Hosts.Host host = hosts.of(question.address().getRawAuthority());
    Optional<HostAnswer> objection = findObjection(question, host);
    if (objection.isPresent()) {
      return objection.get();
    }
    if (!host.turnstile().enter(host.delay(), deadline, clock, patience)) {
      return busy(question, host);
    }
    try {
      // Those before in the line may have found out that the host fails.
      Optional<HostAnswer> since = findObjection(question, host);
      return since.isPresent() ? since.get() : askInTurn(question, kept, host, deadline);
    } finally {
      host.turnstile().leave();
    }
  }

  private HostAnswer askInTurn(
      Question question, @Nullable Reply kept, Hosts.Host host, Instant deadline)
      throws InterruptedException {
    boolean isRetry = host.breaker.isFailing();
    if (isRetry && !retries.takeRetry()) {
      return HostAnswer.refused(
          host(question) + " failed before, and too many sites are being asked again");
    }
    Optional<Duration> turn = hosts.turns().findTurn(deadline);
    if (turn.isPresent() && turn.get().isPositive()) {
      patience.pause(turn.get());
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (turn.isEmpty() || !left.isPositive()) {
      if (isRetry) {
        retries.giveBack();
      }
      return tooManyHosts(host);
    }
    boolean isCutShort = left.compareTo(settings.timeout()) < 0;
    host.countRequest();
    try {
      return exchange(question, kept, host, isCutShort ? left : settings.timeout(), isCutShort);
    } finally {
      // Whoever asks nothing keeps nobody waiting.
      host.turnstile().closeUntil(clock.instant().plus(host.delay()));
    }
  }

  /// Why a host is not even asked.
  private Optional<HostAnswer> findObjection(Question question, Hosts.Host host) {
    int port = question.address().getPort();
    if (!settings.allowAnyPort() && port != -1) {
      return Optional.of(
          HostAnswer.refused(
              "%s is on port %d, and only 80 and 443 are asked".formatted(host(question), port)));
    }
    Optional<Duration> noNetwork = network.findRest();
    if (noNetwork.isPresent()) {
      return Optional.of(
          HostAnswer.unavailable("no site could be reached lately", noNetwork.get()));
    }
    Optional<Duration> rest = host.breaker.findRest();
    if (rest.isPresent()) {
      return Optional.of(
          HostAnswer.refused(
              "%s failed several times in a row and is left alone for %d min"
                  .formatted(host(question), rest.get().plusSeconds(59).toMinutes())));
    }
    return host.findWaitForBudget().map(_ -> budgetIsUsed(question, host));
  }

  private HostAnswer budgetIsUsed(Question question, Hosts.Host host) {
    return later(
        "%s was asked %d times within an hour, which is the most allowed"
            .formatted(host(question), settings.hostRequestsPerHour()),
        host,
        host.findWaitForBudget().orElse(Duration.ZERO));
  }

  private HostAnswer tooManyHosts(Hosts.Host host) {
    return later("other sites are asked first", host, hosts.turns().promise());
  }

  private HostAnswer busy(Question question, Hosts.Host host) {
    return later("others are asking " + host(question) + " first", host, Duration.ZERO);
  }

  /// Whoever comes back finds its turn, or is told now that there will be none.
  private HostAnswer later(String reason, Hosts.Host host, Duration atLeast) {
    Duration promised = host.turnstile().promise(host.pace(), clock.instant());
    Duration comeBack = promised.compareTo(atLeast) > 0 ? promised : atLeast;
    return comeBack.compareTo(LONGEST_QUEUE) > 0
        ? HostAnswer.refused(reason + ", and too many places wait for it")
        : HostAnswer.unavailable(reason, comeBack);
  }

  private HostAnswer exchange(
      Question question,
      @Nullable Reply kept,
      Hosts.Host host,
      Duration within,
      boolean isCutShort) {
    String name = host(question);
    try {
      retries.asked();
      Reply reply =
          wire.get(
              question.address(),
              question.reading(),
              question.reading().mostBytes(settings),
              kept,
              within);
      LOG.debug("{} answered {}", name, reply.status());
      network.succeeded();
      return answered(question, kept, host, reply);
    } catch (GuardedResolver.NotPublic e) {
      return HostAnswer.refused(String.valueOf(e.getMessage()));
    } catch (Wire.Unreadable e) {
      host.breaker.succeeded();
      return HostAnswer.refused("what %s sent is %s".formatted(name, e.getMessage()));
    } catch (SSLException e) {
      LOG.debug("{} has no valid certificate", name);
      return HostAnswer.refused(name + " did not prove that it is " + name);
    } catch (IOException e) {
      LOG.debug("{} failed: {}", name, e.getClass().getSimpleName());
      boolean isOurHurry = isCutShort && !(e instanceof UnknownHostException);
      if (!isOurHurry) {
        host.breaker.failed();
        network.failed();
      }
      String what = e instanceof UnknownHostException ? "could not be found" : "did not answer";
      return HostAnswer.unavailable(name + " " + what, USUAL_RETRY);
    }
  }

  private HostAnswer answered(
      Question question, @Nullable Reply kept, Hosts.Host host, Reply reply) {
    int status = reply.status();
    if (status == 429 || status == 408 || status >= 500) {
      Duration retryAfter =
          RetryAfter.find(reply.retryAfter(), clock.instant(), LONGEST_RETRY)
              .filter(Duration::isPositive)
              .orElse(USUAL_RETRY);
      host.breaker.failed();
      if (reply.retryAfter() != null) {
        host.turnstile().closeUntil(clock.instant().plus(retryAfter));
      }
      return HostAnswer.unavailable("%s answered %d".formatted(host(question), status), retryAfter);
    }
    host.breaker.succeeded();
    Reply whole = status == 304 && kept != null ? kept.stillSoAt(clock.instant()) : reply;
    if (whole.isWorthKeeping()) {
      cache.keep(question.address(), whole);
    }
    return new HostAnswer.Got(whole);
  }

  private static String host(Question question) {
    return question.address().getHost();
  }

  @Override
  public void close() {
    wire.close();
  }
}
