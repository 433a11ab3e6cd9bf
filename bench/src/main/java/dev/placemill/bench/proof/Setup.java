package dev.placemill.bench.proof;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a proof was asked to do, and with what.
///
/// @param root the checkout under test
/// @param scratch an empty directory that is removed afterwards
/// @param testData real extracts, or null when this machine has none
/// @param quick whether to end within three minutes
/// @param coldRepository whether to measure with an empty local Maven repository too
/// @param seed of everything that is left to chance
/// @param rounds how often to repeat, where a proof repeats
/// @param faults those that are wanted alone, by their names; empty for all
public record Setup(
    Path root,
    Path scratch,
    @Nullable Path testData,
    boolean quick,
    boolean coldRepository,
    long seed,
    OptionalInt rounds,
    List<String> faults) {

  /// @throws IllegalArgumentException with a sentence for whoever typed the options
  public static Setup of(Path root, Path scratch, @Nullable String testData, List<String> options) {
    boolean quick = false;
    boolean coldRepository = false;
    long seed = System.nanoTime();
    OptionalInt rounds = OptionalInt.empty();
    List<String> faults = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(options);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      switch (option) {
        case "--quick" -> quick = true;
        case "--cold-repository" -> coldRepository = true;
        case "--seed" -> seed = number(option, left.pollFirst());
        case "--rounds" ->
            rounds = OptionalInt.of(Math.toIntExact(number(option, left.pollFirst())));
        default -> {
          if (!option.matches("F[0-9]{1,2}")) {
            throw new IllegalArgumentException("There is no option " + option + ".");
          }
          faults.add(option);
        }
      }
    }
    if (quick && coldRepository) {
      throw new IllegalArgumentException("--cold-repository takes longer than --quick allows.");
    }
    Path data = testData == null || testData.isBlank() ? null : Path.of(testData);
    return new Setup(root, scratch, data, quick, coldRepository, seed, rounds, List.copyOf(faults));
  }

  private static long number(String option, @Nullable String value) {
    if (value == null || !value.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(option + " needs a whole number.");
    }
    return Long.parseLong(value);
  }
}
