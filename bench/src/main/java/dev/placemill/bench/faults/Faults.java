package dev.placemill.bench.faults;

import static java.util.stream.Collectors.toList;

import dev.placemill.bench.client.Ledger;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.upstream.FakeUpstream;
import dev.placemill.server.batch.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Three nodes on one database, and one thing after another that goes wrong while they work.
/// Nothing may be lost, nothing done twice, and what is left must be ended soon.
public final class Faults implements Proof {
  private static final double WORST_RECOVERY_SECONDS = 30;
  private static final String FULL_DISK = "F9";
  private static final int KILLS = 250;
  private static final int QUICK_NAMES = 9;
  private static final int WORTH_TRAINING = 50;

  private record Row(Fault fault, int rounds, Ledger ledger, double worst) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s %s | %d | %d | %d | %d | %.2f | %.1f |",
          fault.name(),
          fault.about(),
          rounds,
          ledger.lost(),
          ledger.doubled(),
          ledger.unexpected(),
          ledger.callsPerPlace(),
          worst);
    }
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    List<Fault> named = chosen(setup.faults());
    List<Fault> chosen = setup.quick() ? few(named, setup.seed()) : named;
    System.out.println("seed " + setup.seed());
    List<Row> rows = new ArrayList<>();
    if (!chosen.isEmpty()) {
      try (var nodes = nodes(setup, setup.scratch().resolve("database"))) {
        if (chosen.stream().mapToInt(fault -> rounds(setup, fault)).sum() >= WORTH_TRAINING) {
          nodes.first().train();
        }
        for (Fault fault : chosen) {
          rows.add(rounds(fault, rounds(setup, fault), nodes));
        }
      }
    }
    if (setup.faults().isEmpty() || setup.faults().contains(FULL_DISK)) {
      fillADisk(setup, rows);
    }
    System.out.println(
        "\n| fault | rounds | lost | doubled | unexpected | calls per place | worst recovery, s |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    rows.forEach(row -> System.out.println(row.line()));
    return figures(rows);
  }

  private static List<Fault> chosen(List<String> names) {
    Set<String> known =
        Fault.all().stream().map(Fault::name).collect(Collectors.toCollection(LinkedHashSet::new));
    known.add(FULL_DISK);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no fault " + name + "; there are " + String.join(", ", known) + ".");
      }
    }
    return Fault.all().stream()
        .filter(fault -> names.isEmpty() || names.contains(fault.name()))
        .toList();
  }

  /// One kind each of some names, which decided by the seed.
  private static List<Fault> few(List<Fault> faults, long seed) {
    var random = new Random(seed);
    Map<String, List<Fault>> byName =
        faults.stream().collect(Collectors.groupingBy(Fault::name, LinkedHashMap::new, toList()));
    List<String> names = new ArrayList<>(byName.keySet());
    Collections.shuffle(names, random);
    Set<String> taken = Set.copyOf(names.subList(0, Math.min(QUICK_NAMES, names.size())));
    return byName.entrySet().stream()
        .filter(kinds -> taken.contains(kinds.getKey()))
        .map(kinds -> kinds.getValue().get(random.nextInt(kinds.getValue().size())))
        .toList();
  }

  private static Nodes nodes(Setup setup, Path database) throws IOException {
    return new Nodes(new Random(setup.seed()), setup.scratch(), database);
  }

  private static int rounds(Setup setup, Fault fault) {
    int rounds = setup.rounds().orElse(setup.quick() ? 1 : 10);
    if (setup.rounds().isPresent() || setup.quick()) {
      return rounds;
    }
    return switch (fault.name()) {
      case "F1" -> KILLS;
      case "F2" -> rounds * CrashPoint.values().length;
      case "F13" -> rounds * FakeUpstream.Trouble.values().length;
      default -> rounds;
    };
  }

  private static Row rounds(Fault fault, int rounds, Nodes nodes) throws IOException {
    var ledger = new Ledger();
    double worst = 0;
    for (int round = 0; round < rounds; round++) {
      worst = Math.max(worst, nodes.round(fault, ledger));
    }
    nodes.compareAll(ledger);
    var row = new Row(fault, rounds, ledger, worst);
    System.out.println(row.line());
    return row;
  }

  /// On a small disk of its own, which only root may make.
  private static void fillADisk(Setup setup, List<Row> rows) throws IOException {
    Path disk = Files.createDirectories(setup.scratch().resolve("disk"));
    try {
      Command.run(
          disk,
          Map.of(),
          List.of("mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk.toString()));
    } catch (IllegalStateException e) {
      System.out.println(FULL_DISK + " is left out: a small disk cannot be made here");
      return;
    }
    try (var nodes = nodes(setup, disk.resolve("database"))) {
      var fault = Fault.of(FULL_DISK, "the disk is full", 8, full -> FullDisk.strike(full, disk));
      rows.add(rounds(fault, rounds(setup, fault), nodes));
    } finally {
      Command.run(setup.root(), Map.of(), List.of("umount", "-l", disk.toString()));
    }
  }

  private static Figures figures(List<Row> rows) {
    long lost = rows.stream().mapToLong(row -> row.ledger.lost()).sum();
    long doubled = rows.stream().mapToLong(row -> row.ledger.doubled()).sum();
    long odd = rows.stream().mapToLong(row -> row.ledger.unexpected()).sum();
    double worst = rows.stream().mapToDouble(Row::worst).max().orElse(0);
    return new Figures()
        .add("faults", "kinds of faults", rows.size())
        .add("lost", "places lost", lost)
        .add("doubled", "places done twice, batches stored twice", doubled)
        .add("unexpected", "counts that do not add up, failures, refusals", odd)
        .add(
            "worst_recovery_s",
            "longest time from the end of a fault to the end of all work, s",
            worst,
            1)
        .require(lost + doubled + odd == 0, "nothing is lost, doubled or unexpected")
        .require(worst <= WORST_RECOVERY_SECONDS, "all is recovered within 30 s");
  }
}
