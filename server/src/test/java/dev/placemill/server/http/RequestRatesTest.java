package dev.placemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How many requests an organization may send, with the time in the test's hands.
class RequestRatesTest {
  private long now = Long.MAX_VALUE - Duration.ofSeconds(90).toNanos();
  private final RequestRates rates = new RequestRates(() -> now);

  private static Caller of(long orgId, int requestsPerMinute) {
    return new Caller(
        orgId, "acme", 1L, Scope.USUAL, new CallerLimits(requestsPerMinute, null, null, null));
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  private ApiException refused(Caller caller) {
    return catchThrowableOfType(ApiException.class, () -> rates.take(caller));
  }

  @Test
  void aMinutesWorthMayBeSentAtOnceAndComesBackEvenly() {
    Caller caller = of(1, 3);
    assertThat(rates.take(caller).entry()).isEqualTo("\"requests\";r=2;t=20");
    assertThat(rates.take(caller).entry()).isEqualTo("\"requests\";r=1;t=40");
    assertThat(rates.take(caller).entry()).isEqualTo("\"requests\";r=0;t=60");
    ApiException refused = refused(caller);
    assertThat(refused.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(refused.violatedPolicies()).containsExactly("requests");
    assertThat(refused.headers())
        .isEqualTo(
            Map.of(
                "Retry-After", "20",
                "RateLimit", "\"requests\";r=0;t=20",
                "RateLimit-Policy", "\"requests\";q=3;w=60"));
    passes(Duration.ofSeconds(19));
    assertThat(refused(caller).headers()).containsEntry("Retry-After", "1");
    passes(Duration.ofSeconds(1));
    assertThat(rates.take(caller).entry()).isEqualTo("\"requests\";r=0;t=60");
    passes(Duration.ofHours(1));
    assertThat(rates.take(caller).entry()).isEqualTo("\"requests\";r=2;t=20");
  }

  @Test
  void noOrganizationTakesFromAnotherAndANewLimitHoldsAtOnce() {
    rates.take(of(1, 1));
    assertThat(refused(of(1, 1))).isNotNull();
    assertThat(rates.take(of(2, 1)).policyEntry()).isEqualTo("\"requests\";q=1;w=60");
    assertThat(rates.take(of(1, 5)).entry()).startsWith("\"requests\";r=4;");
  }

  @Test
  void withoutALimitNothingIsCountedAndNothingSaid() {
    for (int i = 0; i < 10; i++) {
      assertThat(rates.take(of(1, 0)).addTo(Map.of("Allow", "GET")))
          .isEqualTo(Map.of("Allow", "GET"));
    }
  }

  @Test
  void severalLimitsAreOneListAndEachIsSaidOnce() {
    var requests = Quota.requests(60, 59, 1);
    var batches = Quota.usedUp("batches", 10, "concurrent-requests", 5);
    Map<String, String> both = requests.addTo(batches.addTo(new TreeMap<>()));
    assertThat(both)
        .isEqualTo(
            Map.of(
                "RateLimit-Policy",
                "\"requests\";q=60;w=60, \"batches\";q=10;qu=\"concurrent-requests\"",
                "RateLimit",
                "\"requests\";r=59;t=1, \"batches\";r=0;t=5"));
    assertThat(requests.addTo(both)).isEqualTo(both);
  }
}
