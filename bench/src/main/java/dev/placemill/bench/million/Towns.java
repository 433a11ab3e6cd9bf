package dev.placemill.bench.million;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/// Where invented places lie: the larger a town, the more of them.
final class Towns {
  /// Enough for a continent, and so few that a town of a million places is as dense as a real one.
  private static final int EVERY = 40;

  private static final double SPREAD_METRES_PER_ROOT = 6;

  private final List<Town> towns;
  private final long[] inhabitantsSoFar;

  private Towns(List<Town> towns) {
    this.towns = towns;
    inhabitantsSoFar = new long[towns.size()];
    long sum = 0;
    for (int i = 0; i < towns.size(); i++) {
      sum += towns.get(i).population();
      inhabitantsSoFar[i] = sum;
    }
  }

  record Town(String name, String country, long population, double latitude, double longitude) {
    /// How far from the middle its places lie, as a standard deviation.
    double spreadMetres() {
      return SPREAD_METRES_PER_ROOT * Math.sqrt((double) population);
    }
  }

  static Towns read(Path testData) throws IOException {
    Path file = testData.resolve("geo").resolve("geonames-cities1000.tsv.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      List<Town> towns = new ArrayList<>();
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % EVERY == 0) {
          String[] columns = line.split("\t", -1);
          towns.add(
              new Town(
                  columns[1],
                  columns[2],
                  Long.parseLong(columns[5]),
                  Double.parseDouble(columns[6]),
                  Double.parseDouble(columns[7])));
        }
      }
      return new Towns(towns);
    }
  }

  Town any(SplittableRandom random) {
    long inhabitant = random.nextLong(inhabitantsSoFar[inhabitantsSoFar.length - 1]);
    int from = 0;
    int to = towns.size() - 1;
    while (from < to) {
      int middle = (from + to) / 2;
      if (inhabitantsSoFar[middle] > inhabitant) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return towns.get(from);
  }
}
