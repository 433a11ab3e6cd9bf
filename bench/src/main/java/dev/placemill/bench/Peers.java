package dev.placemill.bench;

import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.client.PlaceLists.Inputs;
import dev.placemill.bench.client.PlaceLists.Place;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Ours beside the job engines people would otherwise take, and beside what the database itself can
/// take, on the same machine, PostgreSQL, places and results.
final class Peers implements Proof {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OURS = "placemill";
  private static final String COPY = "copy";
  private static final String ALONE = "placemill-alone";
  private static final List<String> OF_JAVA = List.of("db-scheduler", "jobrunr");
  private static final List<String> OF_NODE = List.of("graphile-worker", "pg-boss");
  private static final String PACKAGES = "graphile-worker@0.17.3 pg-boss@10.4.2 pg@8";
  private static final double WANTED_RATIO = 5;
  private static final double WANTED_SHARE = 0.5;
  private static final double WANTED_ALONE_MILLIS = 100;

  private record Race(String name, double perSecond, double p50, String row) {}

  @Override
  public Figures run(Setup setup) throws IOException {
    Path places = places(setup);
    Path modules = setup.scratch().resolve("npm");
    boolean node = installNode(modules);
    List<String> names = new ArrayList<>(List.of(COPY, OURS));
    names.addAll(OF_JAVA);
    if (node) {
      names.addAll(OF_NODE);
    }
    int rounds = setup.rounds().orElse(setup.quick() ? 1 : 3);
    Map<String, Race> fastest = new TreeMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (String name : names) {
        Race race = race(setup, name, places, noOpPlaces(name, setup.quick()), 0, modules);
        fastest.merge(name, race, (one, other) -> one.perSecond > other.perSecond ? one : other);
      }
    }
    print("no work", names, fastest);
    Race alone = race(setup, ALONE, places, setup.quick() ? 20_000 : 50_000, 0, modules);
    if (!setup.quick()) {
      Map<String, Race> waiting = new TreeMap<>();
      names.remove(COPY);
      for (String name : names) {
        waiting.put(name, race(setup, name, places, 5_000, 200, modules));
      }
      print("200 ms per place", names, waiting);
    }
    return figures(setup, fastest, alone, node);
  }

  /// A JVM needs a while until it runs as it will run for days; all get the same.
  private static int warmUpSeconds(int waitMillis, boolean quick) {
    if (waitMillis > 0) {
      return 0;
    }
    return quick ? 8 : 40;
  }

  /// Enough to take seconds, not minutes, of each.
  private static int noOpPlaces(String name, boolean quick) {
    int places = name.equals(OURS) || name.equals(COPY) ? 120_000 : 30_000;
    return quick ? places / 4 : places;
  }

  private static Figures figures(Setup setup, Map<String, Race> races, Race alone, boolean node) {
    double ours = perSecond(races, OURS);
    Race best =
        races.values().stream()
            .filter(race -> !race.name.equals(OURS) && !race.name.equals(COPY))
            .max(Comparator.comparingDouble(Race::perSecond))
            .orElseThrow();
    double ratio = ours / best.perSecond;
    double share = ours / perSecond(races, COPY);
    Figures figures =
        new Figures()
            .add("placemill_per_s", "Placemill, places per second", ours, 0)
            .add("best_peer_per_s", "best peer, places per second", best.perSecond, 0)
            .add("copy_per_s", "plain binary COPY, places per second", perSecond(races, COPY), 0)
            .add(
                "alone_p50_ms",
                "one batch of 1,000 at a time, from submit to completed, median in ms",
                alone.p50,
                1)
            .add("ratio_to_best_peer", "Placemill over the best peer", ratio, 2)
            .add("share_of_copy", "Placemill over plain COPY", share, 2)
            .add("best_peer", "the best peer", best.name)
            .require(alone.p50 < WANTED_ALONE_MILLIS, "a batch alone within 100 ms");
    if (setup.quick()) {
      figures.note("A quick run is over before the JVM is warm; the rates are not judged.");
    } else {
      figures
          .require(ratio >= WANTED_RATIO, "at least 5 times the best peer")
          .require(share >= WANTED_SHARE, "at least half of plain COPY");
    }
    return node ? figures : figures.note("Skipped, for want of Node or its registry: " + OF_NODE);
  }

  private static double perSecond(Map<String, Race> races, String name) {
    return Optional.ofNullable(races.get(name)).map(Race::perSecond).orElse(Double.NaN);
  }

  private static void print(String work, List<String> names, Map<String, Race> races) {
    System.out.printf(
        "%n| %s | places/s | p50 ms | p99 ms | WAL bytes per place | commits per place | dead tuples per place | CPU s per 1,000 |%n",
        work);
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (String name : names) {
      Optional.ofNullable(races.get(name)).ifPresent(race -> System.out.println(race.row));
    }
  }

  private static Race race(
      Setup setup, String name, Path places, int count, int waitMillis, Path modules)
      throws IOException {
    Path data = setup.scratch().resolve("data-" + name + "-" + waitMillis);
    Command command =
        Command.run(
            setup.root(),
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path").replace(File.pathSeparator + ".", ""),
                "dev.placemill.bench.peers.Contest",
                name,
                data.toString(),
                places.toString(),
                Integer.toString(count),
                Integer.toString(waitMillis),
                modules.toString(),
                Integer.toString(warmUpSeconds(waitMillis, setup.quick()))));
    String[] words =
        command
            .output()
            .lines()
            .filter(line -> line.startsWith("RESULT "))
            .findFirst()
            .orElseThrow(() -> new IOException(name + " did not finish: " + command.output()))
            .split(" ", -1);
    Command.removeTree(data);
    double perSecond = Double.parseDouble(words[1]);
    System.out.printf(
        Locale.ROOT,
        "%s, %d ms: %,.0f places/s (%s B in, %s B out)%n",
        name,
        waitMillis,
        perSecond,
        words[8],
        words[9]);
    String row =
        "| %s | %,.0f | %s | %s | %s | %s | %s | %s |"
            .formatted(name, perSecond, words[2], words[3], words[4], words[5], words[6], words[7]);
    return new Race(name, perSecond, Double.parseDouble(words[2]), row);
  }

  /// About 300 bytes of JSON per place.
  private static Path places(Setup setup) throws IOException {
    var random = new Random(setup.seed());
    List<String> lines = new ArrayList<>();
    for (Place place : PlaceLists.of(setup.root()).branches(5_000, random)) {
      Inputs inputs = place.inputs();
      var json = JSON.createObjectNode().put("name", inputs.name());
      if (inputs.latitude() != null && inputs.longitude() != null) {
        json.put("latitude", inputs.latitude()).put("longitude", inputs.longitude());
      } else {
        json.put("address", inputs.address()).put("country", inputs.country());
      }
      json.put("phone", "+1 212 555 %04d".formatted(random.nextInt(10_000)))
          .put("website", "https://shop-%06d.example.org/".formatted(random.nextInt(1_000_000)))
          .put("opening_hours", "Mo-Fr 08:00-20:00; Sa 09:00-18:00")
          .put("branch_code", "%016x".formatted(random.nextLong()))
          .put("remarks", "seen on foot, entrance from the side street");
      lines.add(JSON.writeValueAsString(json));
    }
    return Files.write(setup.scratch().resolve("places.jsonl"), lines);
  }

  private static boolean installNode(Path modules) throws IOException {
    Files.createDirectories(modules);
    try {
      Command.run(
          modules,
          Map.of(),
          List.of("bash", "-c", "npm install --silent --no-audit --no-fund " + PACKAGES));
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }
}
