package dev.placemill.source.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.source.llm.BatchBudgets.Grant;
import dev.placemill.web.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BatchBudgetsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Usage MOST = new Usage(900, 100);

  private final SteppedClock clock = new SteppedClock(NOW);

  @Test
  void whatIsSpentByOneBatchIsNotMissedByAnother() throws InterruptedException {
    var budgets = new BatchBudgets(new LlmBudget(1_500, 0, 0, 0), clock);
    assertThat(budgets.setAside("a", MOST, LATER)).isInstanceOf(Grant.Granted.class);
    budgets.settle("a", MOST, new Usage(800, 50));
    assertThat(budgets.setAside("a", MOST, LATER))
        .isEqualTo(
            new Grant.UsedUp(
                "what this batch may spend on the language model is used up (850 of 1,500"
                    + " tokens)"));
    assertThat(budgets.setAside("b", MOST, LATER)).isInstanceOf(Grant.Granted.class);
  }

  @Test
  void moneyIsCountedByThePricesOfReadingAndWriting() throws InterruptedException {
    // A question costs 900 * 2 / million + 100 * 10 / million = 0.0028 at most.
    var budgets = new BatchBudgets(new LlmBudget(0, 0.005, 2, 10), clock);
    assertThat(budgets.setAside("a", MOST, LATER)).isInstanceOf(Grant.Granted.class);
    budgets.settle("a", MOST, new Usage(900, 100));
    assertThat(budgets.setAside("a", MOST, LATER))
        .isEqualTo(
            new Grant.UsedUp(
                "what this batch may spend on the language model is used up (0.0028 of 0.0050)"));
  }

  @Test
  void ofTwoLimitsTheOneThatIsReachedIsNamed() throws InterruptedException {
    var budgets = new BatchBudgets(new LlmBudget(1_000_000, 0.005, 2, 10), clock);
    budgets.settle("a", Usage.NONE, new Usage(900, 100));
    assertThat(budgets.setAside("a", new Usage(2_000, 100), LATER))
        .isEqualTo(
            new Grant.UsedUp(
                "what this batch may spend on the language model is used up (0.0028 of 0.0050)"));
  }

  @Test
  void oneWaitsForWhatOthersSetAsideAndMayGiveBack() throws Exception {
    var budgets = new BatchBudgets(new LlmBudget(1_000, 0, 0, 0), clock);
    assertThat(budgets.setAside("a", MOST, LATER)).isInstanceOf(Grant.Granted.class);
    assertThat(budgets.setAside("a", MOST, NOW.plus(Duration.ofMillis(1))))
        .isInstanceOf(Grant.NotYet.class);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Grant> second = threads.submit(() -> budgets.setAside("a", MOST, LATER));
      budgets.settle("a", MOST, Usage.NONE);
      assertThat(second.get()).isInstanceOf(Grant.Granted.class);
    }
  }

  @Test
  void withoutALimitEverythingIsGranted() throws InterruptedException {
    var budgets = new BatchBudgets(new LlmBudget(0, 0, 2, 10), clock);
    for (int i = 0; i < 1_000; i++) {
      assertThat(budgets.setAside("a", MOST, LATER)).isInstanceOf(Grant.Granted.class);
    }
  }
}
