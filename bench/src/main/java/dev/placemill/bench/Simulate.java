package dev.placemill.bench;

import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.simulate.Flaw;
import dev.placemill.bench.simulate.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// The engine's leases hold under every order of events: a model of them is put through a million
/// random histories, and the same model with one mechanism left out must be caught.
final class Simulate implements Proof {
  private static final int WITNESS_SCHEDULES = 50_000;

  @Override
  public Figures run(Setup setup) {
    long schedules = setup.quick() ? 200_000 : 1_000_000;
    System.out.println("seed " + setup.seed());
    var violations = new AtomicLong();
    LongStream.range(setup.seed(), setup.seed() + schedules)
        .parallel()
        .forEach(seed ->
            Schedule.findViolation(seed, Flaw.NONE)
                .ifPresent(what -> {
                  violations.incrementAndGet();
                  System.out.printf(
                      "%s; repeat with: bench/run simulate --quick --seed %d%n", what, seed);
                }));
    var figures =
        new Figures()
            .add("schedules", "histories played", schedules)
            .add("violations", "histories in which a promise was broken", violations.get());
    List<Flaw> flaws = Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList();
    int caught = 0;
    for (Flaw flaw : flaws) {
      Optional<String> found = witness(setup.seed(), flaw);
      caught += found.isPresent() ? 1 : 0;
      figures.note("Engine with %s: %s.".formatted(flaw, found.orElse("NOT CAUGHT")));
    }
    return figures
        .add(
            "witness_caught",
            "share of the broken engines that were caught",
            (double) caught / flaws.size(),
            2)
        .require(violations.get() == 0, "no history breaks a promise")
        .require(caught == flaws.size(), "every broken engine is caught");
  }

  private static Optional<String> witness(long first, Flaw flaw) {
    for (long seed = first; seed < first + WITNESS_SCHEDULES; seed++) {
      long tried = seed - first + 1;
      Optional<String> found =
          Schedule.findViolation(seed, flaw)
              .map(what -> "%s, caught by history %,d".formatted(what, tried));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
