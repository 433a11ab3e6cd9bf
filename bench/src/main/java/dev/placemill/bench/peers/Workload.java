package dev.placemill.bench.peers;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.ItemJson;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.library.Sources;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same work for everybody: real branches of real brands as places of about 300 bytes, and what
/// the real enricher found for each, about 2 KB, made beforehand. Working a place means to wait for
/// a given time, or not at all, and to hand out its result.
final class Workload {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DISTINCT = 1_000;
  private static final EnumSet<Attribute> WANTED =
      EnumSet.of(
          Attribute.WEBSITE, Attribute.BRAND_NAME, Attribute.CATEGORIES, Attribute.COUNTRY_CODE);

  private final List<String> inputs = new ArrayList<>();
  private final List<EnrichedPlace> found = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private final Duration wait;

  /// @param places a file with one JSON object per line: what a client says of a place
  Workload(Path dataDirectory, Path places, Duration wait) throws IOException {
    this.wait = wait;
    List<String> lines = Files.readAllLines(places);
    Clock clock = Clock.systemUTC();
    try (Sources sources = Sources.open(dataDirectory, clock)) {
      var enricher = new SourcesEnricher(sources.inOrder(), new Fusion(Trust.DEFAULTS), clock);
      for (int i = 0; found.size() < DISTINCT; i++) {
        JsonNode place = JSON.readTree(lines.get(i % lines.size()));
        if (PlaceReader.read(place) instanceof PlaceReading.ReadablePlace(var readable)
            && enricher.enrich(readable, WANTED, clock.instant().plusSeconds(60))
                instanceof EnrichmentOutcome.Enriched(EnrichedPlace enriched)) {
          inputs.add(lines.get(i % lines.size()));
          found.add(enriched);
          results.add(
              new String(
                  ItemJson.completed("place-" + i, enriched, 1, Instant.EPOCH),
                  StandardCharsets.UTF_8));
        }
      }
    }
  }

  String input(int place) {
    return inputs.get(place % DISTINCT);
  }

  /// Works one place.
  ///
  /// @return its result as JSON
  String work(int place) {
    waitForIt();
    return results.get(place % DISTINCT);
  }

  /// The same work as our engine asks for it: the result is made into JSON by the engine.
  PlaceEnricher asEnricher() {
    return (_, _, _) -> {
      waitForIt();
      return new EnrichmentOutcome.Enriched(
          found.get(ThreadLocalRandom.current().nextInt(DISTINCT)));
    };
  }

  private void waitForIt() {
    if (!wait.isZero()) {
      LockSupport.parkNanos(wait.toNanos());
    }
  }

  List<String> results() {
    return results;
  }

  long waitMillis() {
    return wait.toMillis();
  }

  double meanInputBytes() {
    return inputs.stream().mapToInt(String::length).average().orElse(0);
  }

  double meanResultBytes() {
    return results.stream().mapToInt(String::length).average().orElse(0);
  }
}
