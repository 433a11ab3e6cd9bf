package dev.placemill.bench.contract;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.JobsClient;
import dev.placemill.bench.client.PlaceLists.Inputs;
import dev.placemill.bench.client.PlaceLists.Place;
import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Clients of three kinds on one server: one written for the guide, one written for the newer API,
/// and those that are generated from the document. Each submits the same places, waits for their
/// end, and reads every result of everybody's batch; all have to read the same.
public final class Clients {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final Pattern CREATED = Pattern.compile("(?m)^created (\\S+)$");
  private static final String GUIDE = "the guide's client";
  private static final String NEWER = "the newer API's client";

  /// The very places of the programs in `clients/`; the last one fails, for it cannot be located.
  private static final List<Place> PLACES =
      List.of(
          new Place("store_001", new Inputs("Starbucks", null, null, 40.7128, -74.006)),
          new Place(
              "store_002", new Inputs("Waterstones", "203 Piccadilly, London", null, null, null)),
          new Place("store_003", new Inputs("Nowhere", null, null, null, null)));

  private static final List<String> ENDS = List.of("completed", "completed", "failed");

  /// What one client read of one batch: a line for each place.
  private record Reading(String reader, List<String> lines) {}

  private final Target target;
  private final List<String> objections = new ArrayList<>();
  private final Map<String, List<Reading>> byBatch = new LinkedHashMap<>();

  private Clients(Target target) {
    this.target = target;
  }

  /// Makes the clients, and lets each do the quick start.
  public static Findings quickStarts(Target target) throws IOException {
    return new Clients(target).run();
  }

  private Findings run() throws IOException {
    List<GeneratedClient> generated = GeneratedClient.all(target);
    generated.forEach(client -> objections.addAll(client.objections()));
    addTypes();
    try (var guide = new BatchClient(target.url(), target.org(), target.key());
        var newer = new JobsClient(target.url(), target.org(), target.key())) {
      String ofGuide = guide.submit("Quick start of the guide", PLACES);
      String ofNewer = newer.submit("Quick start of the newer API", PLACES);
      byBatch.put(ofGuide, new ArrayList<>());
      byBatch.put(ofNewer, new ArrayList<>());
      for (GeneratedClient client : generated) {
        if (!client.runs().isEmpty() && client.objections().isEmpty()) {
          addRun(client, List.of(ofGuide));
        }
      }
      for (Map.Entry<String, List<Reading>> batch : byBatch.entrySet()) {
        // A batch of jobs answers in words that a client of the guide does not know.
        if (!batch.getKey().equals(ofNewer)) {
          batch.getValue().add(read(guide, batch.getKey()));
        }
        batch.getValue().add(read(newer, batch.getKey()));
      }
    }
    if (objections.isEmpty()) {
      compare();
    }
    return new Findings(
        "%s; %d batches of the same places, read by %s, %s and those"
            .formatted(
                generated.stream()
                    .map(client -> client.language() + " " + client.proof())
                    .collect(Collectors.joining(", ")),
                byBatch.size(),
                GUIDE,
                NEWER),
        objections);
  }

  /// A second opinion on the types for TypeScript.
  private void addTypes() throws IOException {
    Path types = target.directory().resolve("types.d.ts");
    Toolbox.Ran made =
        target.run(MOST, "openapi-typescript", "openapi.json", "--output", types.toString());
    if (made.status() != 0 || !Files.exists(types)) {
      objections.add("openapi-typescript: " + made.output());
      return;
    }
    Toolbox.Ran checked = target.run(MOST, "tsc", "--noEmit", "--strict", "types.d.ts");
    if (checked.status() != 0) {
      objections.add("the types of openapi-typescript do not compile: " + checked.output());
    }
  }

  private void addRun(GeneratedClient client, List<String> others) throws IOException {
    Toolbox.Ran ran = client.run(target, others);
    var created = CREATED.matcher(ran.output());
    if (ran.status() != 0 || !created.find() || !ran.output().contains("\nreprocessed 1\n")) {
      objections.add("%s: %s".formatted(client.language(), ran.output()));
      return;
    }
    byBatch.put(created.group(1), new ArrayList<>());
    byBatch.forEach((batch, readings) -> {
      List<String> lines =
          ran.output()
              .lines()
              .filter(line -> line.startsWith(batch + " "))
              .map(line -> line.substring(batch.length() + 1))
              .toList();
      if (others.contains(batch) || batch.equals(created.group(1))) {
        readings.add(new Reading(client.language(), lines));
      }
    });
  }

  private static Reading read(BatchClient guide, String batch) throws IOException {
    var ended = guide.awaitEnd(batch, POLL);
    return new Reading(
        GUIDE,
        Objects.requireNonNull(ended.results()).stream()
            .map(item ->
                line(
                    item.placeId(),
                    item.enrichmentStatus(),
                    item.enrichedData() == null ? "-" : item.enrichedData().website()))
            .toList());
  }

  private static Reading read(JobsClient newer, String batch) throws IOException {
    return new Reading(
        NEWER,
        newer.awaitEnd(batch, POLL).stream()
            .map(job ->
                line(
                    job.placeId(),
                    job.status(),
                    job.status().equals("failed") ? "-" : job.outputs().website()))
            .toList());
  }

  private static String line(String place, String status, @Nullable String website) {
    return "%s %s %s".formatted(place, status, website);
  }

  private void compare() {
    List<String> first = byBatch.values().iterator().next().getFirst().lines();
    for (int i = 0; i < PLACES.size(); i++) {
      String begin = PLACES.get(i).placeId() + " " + ENDS.get(i) + " ";
      boolean found = i < first.size() && first.get(i).startsWith(begin);
      if (!found) {
        objections.add("in place of \"%s...\" there is %s".formatted(begin, first));
      }
    }
    byBatch.forEach((batch, readings) ->
        readings.stream()
            .filter(reading -> !reading.lines().equals(first))
            .forEach(reading ->
                objections.add(
                    "%s reads of %s %s and not %s"
                        .formatted(reading.reader(), batch, reading.lines(), first))));
  }
}
