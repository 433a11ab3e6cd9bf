package dev.placemill.bench;

import dev.placemill.bench.bulk.Bulk;
import dev.placemill.bench.bulk.Million;
import dev.placemill.bench.faults.Faults;
import dev.placemill.bench.fit.Fit;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.proxy.NodesBehindProxy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Runs the proof that is named: `Main ROOT NAME [options]`. Called by `bench/run`.
final class Main {
  private static final int MISSED = 1;
  private static final int USAGE = 2;
  static final Map<String, Proof> PROOFS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("bulk", new Bulk()),
              Map.entry("console", new Console()),
              Map.entry("contract", new Contract()),
              Map.entry("faults", new Faults()),
              Map.entry("first-light", new FirstLight()),
              Map.entry("fit", new Fit(Clock.systemUTC())),
              Map.entry("forms", new Forms()),
              Map.entry("growth", new Growth()),
              Map.entry("import", new Import()),
              Map.entry("matching", new Matching()),
              Map.entry("million", new Million()),
              Map.entry("nodes", new NodesBehindProxy()),
              Map.entry("peers", new Peers()),
              Map.entry("polls", new Polls()),
              Map.entry("promises", new Promises()),
              Map.entry("quality", new Quality()),
              Map.entry("restart", new Restart()),
              Map.entry("simulate", new Simulate()),
              Map.entry("soak", new Soak())));

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out));
  }

  private static int run(String[] arguments, PrintStream out) throws IOException {
    Proof proof = arguments.length < 2 ? null : PROOFS.get(arguments[1]);
    if (proof == null) {
      System.err.println(
          "Usage: bench/run NAME [--quick] [--seed N] [--rounds N] [--cold-repository] [F1 ...]");
      System.err.println("The proofs: " + String.join(", ", PROOFS.keySet()));
      return USAGE;
    }
    Path scratch = Files.createTempDirectory("placemill-bench");
    try {
      // PostgreSQL runs as another user when we are root, and must be able to enter.
      scratch.toFile().setExecutable(true, false);
      Setup setup =
          Setup.of(
              Path.of(arguments[0]),
              scratch,
              System.getenv("PLACEMILL_TEST_DATA"),
              Arrays.asList(arguments).subList(2, arguments.length));
      if (!setup.faults().isEmpty() && !(proof instanceof Faults)) {
        throw new IllegalArgumentException("Only faults takes names of faults.");
      }
      Figures figures = proof.run(setup);
      out.println();
      out.println(figures.table());
      out.println(figures.line());
      return figures.allGoalsMet() ? 0 : MISSED;
    } catch (IllegalArgumentException e) {
      System.err.println("bench/run: " + e.getMessage());
      return USAGE;
    } finally {
      Command.removeTree(scratch);
    }
  }
}
