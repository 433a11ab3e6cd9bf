package dev.placemill.bench;

import dev.placemill.bench.promises.Guarantees;
import dev.placemill.bench.promises.Mechanism;
import dev.placemill.bench.promises.Mechanisms;
import dev.placemill.bench.promises.TestName;
import dev.placemill.bench.promises.Workbench;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Each promise has tests, and they are worth something: with any mechanism behind it switched off,
/// one of them fails.
final class Promises implements Proof {
  @Override
  public Figures run(Setup setup) throws IOException {
    List<Guarantees.Promise> promises = Guarantees.read(setup.root());
    List<Mechanism> mechanisms = chosen(setup);
    Set<TestName> tests = new LinkedHashSet<>();
    mechanisms.forEach(mechanism -> tests.add(mechanism.test()));
    Workbench workbench = Workbench.of(setup.root(), setup.scratch(), tests);
    List<String> intact = workbench.run(tests);
    boolean allPass =
        intact.size() >= tests.size()
            && intact.stream().allMatch(line -> line.startsWith("passed"));
    if (!allPass) {
      intact.stream().filter(line -> !line.startsWith("passed")).forEach(System.out::println);
    }
    System.out.println("| promise | switched off | test | caught |\n| --- | --- | --- | --- |");
    // Side by side, for each is a process of its own that mostly waits.
    List<Trial> trials =
        mechanisms.parallelStream().map(mechanism -> trial(workbench, mechanism)).toList();
    trials.forEach(trial -> System.out.println(trial.row()));
    long caught = trials.stream().filter(Trial::isCaught).count();
    return new Figures()
        .add("promises", "promises made", promises.size())
        .add("switched_off", "mechanisms switched off, one at a time", mechanisms.size())
        .add(
            "caught",
            "share of them that failed an assertion of the promise's test",
            (double) caught / mechanisms.size(),
            2)
        .require(allPass, "the tests pass while nothing is switched off")
        .require(caught == mechanisms.size(), "every mechanism is caught");
  }

  /// A mechanism switched off, and what became of its test.
  private record Trial(Mechanism mechanism, List<String> outcome) {
    boolean isCaught() {
      return outcome.stream().anyMatch(line -> line.startsWith("failed"));
    }

    String row() {
      return "| %s | %s | `%s` | %s |"
          .formatted(
              mechanism.promise(),
              mechanism.switchedOff(),
              mechanism.test(),
              isCaught() ? "yes" : "NO: " + outcome);
    }
  }

  private static Trial trial(Workbench workbench, Mechanism mechanism) {
    try {
      return new Trial(mechanism, workbench.runWithout(mechanism));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// With `--quick` one mechanism of each promise, which one decided by the seed.
  private static List<Mechanism> chosen(Setup setup) {
    if (!setup.quick()) {
      return Mechanisms.ALL;
    }
    System.out.println("seed " + setup.seed());
    return Mechanisms.ALL.stream()
        .map(Mechanism::promise)
        .distinct()
        .map(promise ->
            Mechanisms.ALL.stream().filter(one -> one.promise().equals(promise)).toList())
        .map(those -> those.get(Math.floorMod(setup.seed(), those.size())))
        .toList();
  }
}
