package dev.placemill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.endpoint.EndpointAnswer.Answered;
import dev.placemill.endpoint.EndpointAnswer.Unavailable;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.web.SteppedClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final EndpointLimits LIMITS =
      new EndpointLimits(Duration.ofSeconds(20), 4, Duration.ZERO, 10_000);

  private final SteppedClock clock = new SteppedClock(NOW);

  @Test
  void jsonIsSentAndTheAnswerHandedBackWhateverItsStatus() {
    try (var service = new LocalService(_ -> Answer.status(422, "no"));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      EndpointAnswer answer = endpoint.post("/v1/ask", Map.of("X-Key", "k"), "{\"a\":1}", LATER);
      assertThat(answer).isEqualTo(new Answered(422, "no"));
      assertThat(service.requests().getFirst())
          .satisfies(request -> {
            assertThat(request.address()).hasToString("/v1/ask");
            assertThat(request.body()).isEqualTo("{\"a\":1}");
            assertThat(request.headers())
                .containsEntry("x-key", "k")
                .containsEntry("content-type", "application/json");
          });
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (var service =
            new LocalService(_ -> new Answer(302, Map.of("Location", "/elsewhere"), ""));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(endpoint.get("/", Map.of(), LATER)).isEqualTo(new Answered(302, ""));
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void aServiceThatIsBusySaysWhenToComeBackAndIsLeftAloneUntilThen() {
    var answers = new ArrayList<>(List.of(new Answer(429, Map.of("Retry-After", "7"), "")));
    try (var service =
            new LocalService(_ -> answers.isEmpty() ? Answer.ok("{}") : answers.removeFirst());
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(retryAfter(endpoint.get("/", Map.of(), LATER))).isEqualTo(Duration.ofSeconds(7));
      clock.advance(Duration.ofSeconds(5));
      assertThat(retryAfter(endpoint.get("/", Map.of(), LATER))).isEqualTo(Duration.ofSeconds(2));
      assertThat(service.requests()).hasSize(1);
      clock.advance(Duration.ofSeconds(2));
      assertThat(endpoint.get("/", Map.of(), LATER)).isEqualTo(new Answered(200, "{}"));
    }
  }

  @Test
  void theLimitsOfBraveAreRead() {
    var limits = Map.of("X-RateLimit-Remaining", "0, 1500", "X-RateLimit-Reset", "3, 1234567");
    try (var service = new LocalService(_ -> new Answer(429, limits, ""));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(retryAfter(endpoint.get("/", Map.of(), LATER))).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void whatIsAskedToWaitForYearsComesBackWithinTheHour() {
    try (var service =
            new LocalService(
                _ -> new Answer(429, Map.of("Retry-After", "Fri, 31 Dec 2027 23:59:59 GMT"), ""));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(retryAfter(endpoint.get("/", Map.of(), LATER))).isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void afterFiveFailuresInARowNobodyWaitsForTheServiceUntilItHadARest() {
    var isWell = new AtomicInteger();
    try (var service =
            new LocalService(_ ->
                isWell.get() == 1
                    ? Answer.ok("{}")
                    : Answer.status(500, "at line 7 of secret.py"));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      for (int i = 0; i < Calm.FAILURES_IN_A_ROW; i++) {
        assertThat(reason(endpoint.get("/", Map.of(), LATER)))
            .isEqualTo("the service failed (HTTP 500)");
      }
      assertThat(reason(endpoint.get("/", Map.of(), LATER)))
          .isEqualTo(
              "the service failed (HTTP 500) several times in a row and is left alone for a while");
      assertThat(service.requests()).hasSize(Calm.FAILURES_IN_A_ROW);

      isWell.set(1);
      clock.advance(Calm.FIRST_REST);
      Instant deadline = clock.instant().plusSeconds(60);
      assertThat(endpoint.get("/", Map.of(), deadline)).isEqualTo(new Answered(200, "{}"));
    }
  }

  @Test
  void aSilentServiceIsNotWaitedForBeyondTheDeadlineAndDoesNotCountAsFailing() {
    try (var service = new LocalService(_ -> LocalService.SILENCE);
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      for (int i = 0; i <= Calm.FAILURES_IN_A_ROW; i++) {
        assertThat(endpoint.get("/", Map.of(), NOW.plusMillis(50)))
            .isEqualTo(
                new Unavailable(
                    "the service did not answer within 50 ms", Duration.ofSeconds(1), true));
      }
    }
  }

  @Test
  void anAnswerThatTricklesInIsCutOffAtTheDeadlineToo() {
    try (var service = new LocalService(_ -> LocalService.TRICKLE);
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(reason(endpoint.get("/", Map.of(), NOW.plusMillis(80))))
          .isEqualTo("the service did not answer within 80 ms");
    }
  }

  @Test
  void aThreadThatIsStoppedAnswersAtOnceAndStaysStopped() {
    try (var service = new LocalService(_ -> Answer.ok("{}"));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      Thread.currentThread().interrupt();
      assertThat(reason(endpoint.get("/", Map.of(), LATER)))
          .isEqualTo("the service was not waited for");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aServiceThatIsNotThereIsUnavailable() {
    URI gone;
    try (var service = new LocalService(_ -> Answer.ok(""))) {
      gone = service.address();
    }
    try (Endpoint endpoint = endpoint(gone, LIMITS)) {
      assertThat(endpoint.get("/", Map.of(), LATER))
          .isEqualTo(
              new Unavailable("the service cannot be reached", Duration.ofSeconds(1), false));
    }
  }

  @Test
  void anAnswerLongerThanIsReadIsCutOff() {
    try (var service = new LocalService(_ -> Answer.ok("x".repeat(10_001)));
        Endpoint endpoint = endpoint(service.address(), LIMITS)) {
      assertThat(reason(endpoint.get("/", Map.of(), LATER))).contains("answered more than is read");
    }
  }

  @Test
  void requestsAreSpacedAndThoseWhoseTurnComesTooLateAreToldSo() {
    var limits = new EndpointLimits(Duration.ofSeconds(20), 4, Duration.ofSeconds(2), 10_000);
    List<Duration> waits = new ArrayList<>();
    try (var service = new LocalService(_ -> Answer.ok("{}"));
        var endpoint =
            new Endpoint(
                "the service",
                service.address(),
                limits,
                clock,
                time -> {
                  waits.add(time);
                  clock.advance(time);
                })) {
      for (int i = 0; i < 3; i++) {
        assertThat(endpoint.get("/", Map.of(), LATER)).isInstanceOf(Answered.class);
      }
      assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
      assertThat(reason(endpoint.get("/", Map.of(), clock.instant().plusSeconds(1))))
          .isEqualTo("the service has more to do than its limits allow");
      assertThat(service.requests()).hasSize(3);
    }
  }

  @Test
  void noMoreRequestsAreInFlightThanAllowed() throws Exception {
    var limits = new EndpointLimits(Duration.ofSeconds(20), 2, Duration.ZERO, 10_000);
    var inFlight = new AtomicInteger();
    var most = new AtomicInteger();
    var two = new CountDownLatch(2);
    try (var service =
            new LocalService(_ -> {
              most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
              two.countDown();
              try {
                two.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              inFlight.decrementAndGet();
              return Answer.ok("{}");
            });
        Endpoint endpoint = endpoint(service.address(), limits);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<EndpointAnswer> ask = () -> endpoint.get("/", Map.of(), LATER);
      for (Future<EndpointAnswer> answer : threads.invokeAll(List.of(ask, ask, ask, ask, ask))) {
        assertThat(answer.get()).isInstanceOf(Answered.class);
      }
      assertThat(most).hasValue(2);
    }
  }

  @Test
  void aKeyShowsItselfToNobody() {
    assertThat(new ApiKey("sk-123")).hasToString("(secret)");
    assertThat(new ApiKey("sk-123").revealed()).isEqualTo("sk-123");
    assertThatThrownBy(() -> new ApiKey("sk-123\nX-Other: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sk-123");
  }

  private Endpoint endpoint(URI address, EndpointLimits limits) {
    return new Endpoint("the service", address, limits, clock);
  }

  private static String reason(EndpointAnswer answer) {
    return answer instanceof Unavailable unavailable ? unavailable.reason() : answer.toString();
  }

  private static Duration retryAfter(EndpointAnswer answer) {
    return answer instanceof Unavailable unavailable ? unavailable.retryAfter() : Duration.ZERO;
  }
}
