package dev.placemill.source.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What each batch has spent on the model, in the memory of this node: another node of the same
/// batch counts for itself, and a node that starts anew begins at nothing.
///
/// Before the model is asked the most that it may cost is set aside, so that many threads together
/// spend no more than one would.
final class BatchBudgets {
  /// How an attempt to set something aside ended.
  sealed interface Grant {
    /// Set aside; [#settle] must follow.
    record Granted() implements Grant {}

    /// There will not be enough, however long one waits.
    record UsedUp(String reason) implements Grant {}

    /// What other places have set aside was not settled in time.
    record NotYet() implements Grant {}
  }

  private static final int MOST_REMEMBERED = 50_000;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final LlmBudget limits;
  private final Clock clock;
  private final Map<String, Account> accounts = new LinkedHashMap<>(64, 0.75f, true);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();

  private static final class Account {
    private Usage spent = Usage.NONE;
    private Usage setAside = Usage.NONE;
  }

  BatchBudgets(LlmBudget limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// Sets aside what one question may need, waiting for other questions to be settled if it must.
  Grant setAside(String batch, Usage most, Instant deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Account account = account(batch);
      while (true) {
        if (isTooMuch(account.spent.plus(most))) {
          return new Grant.UsedUp(usedUp(account.spent, most));
        }
        if (!isTooMuch(account.spent.plus(account.setAside).plus(most))) {
          account.setAside = account.setAside.plus(most);
          return new Grant.Granted();
        }
        if (settled.awaitNanos(nanosUntil(deadline)) <= 0) {
          return new Grant.NotYet();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives back what was set aside and counts what was used instead.
  void settle(String batch, Usage most, Usage used) {
    lock.lock();
    try {
      Account account = account(batch);
      account.setAside = account.setAside.minus(most);
      account.spent = account.spent.plus(used);
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Account account(String batch) {
    Account account = accounts.computeIfAbsent(batch, _ -> new Account());
    if (accounts.size() > MOST_REMEMBERED) {
      forgetTheOldest(account);
    }
    return account;
  }

  private void forgetTheOldest(Account except) {
    for (Iterator<Account> all = accounts.values().iterator(); all.hasNext(); ) {
      Account oldest = all.next();
      if (oldest != except && oldest.setAside.equals(Usage.NONE)) {
        all.remove();
        return;
      }
    }
  }

  private boolean isTooMuch(Usage usage) {
    return areTooManyTokens(usage)
        || (limits.costPerBatch() > 0 && limits.cost(usage) > limits.costPerBatch());
  }

  private boolean areTooManyTokens(Usage usage) {
    return limits.tokensPerBatch() > 0 && usage.total() > limits.tokensPerBatch();
  }

  private String usedUp(Usage spent, Usage most) {
    String amount =
        areTooManyTokens(spent.plus(most))
            ? String.format(
                Locale.ROOT, "%,d of %,d tokens", spent.total(), limits.tokensPerBatch())
            : String.format(Locale.ROOT, "%.4f of %.4f", limits.cost(spent), limits.costPerBatch());
    return "what this batch may spend on the language model is used up (%s)".formatted(amount);
  }

  private long nanosUntil(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.compareTo(LONGEST_WAIT) < 0
        ? left.toNanos()
        : TimeUnit.DAYS.toNanos(LONGEST_WAIT.toDays());
  }
}
