package dev.placemill.bench.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.client.PlaceLists.Inputs;
import dev.placemill.bench.client.PlaceLists.Place;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A thousand places through the server and through Spark.
class BothWaysTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int SOME_PLACES_FAILED = 3;
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /// What takes long here is to start.
  private static final Map<String, String> QUICK_START =
      Map.of("PLACEMILL_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

  @TempDir Path scratch;

  @Test
  void aThousandPlacesComeOutAlikeFromTheServerAndFromSpark() throws Exception {
    List<Place> places = places();
    Path data = scratch.resolve("data");
    Path list = Files.write(scratch.resolve("places.jsonl"), lines(places));
    Path known = Files.write(scratch.resolve("known.csv"), records(places));
    placemill("import", known.toString(), "--data", data.toString());

    Map<String, JsonNode> fromServer = fromServer(places, data);
    Map<String, JsonNode> fromSpark = fromSpark(list, data);

    assertThat(fromServer).hasSize(1_000);
    assertThat(fromServer.values())
        .anyMatch(item -> item.path("match").path("found").asBoolean())
        .anyMatch(item -> !item.path("duplicate_of").asString("").isEmpty())
        .anyMatch(item -> item.path("enrichment_status").asString().equals("failed"));
    assertThat(fromSpark).isEqualTo(fromServer);
  }

  /// With some that stand there twice, and some that cannot be read.
  private static List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>(PlaceLists.of(ROOT).branches(960, new Random(1)));
    for (int i = 0; i < 30; i++) {
      Inputs inputs = places.get(i * 5).inputs();
      places.add(new Place("again-" + i, inputs));
    }
    for (int i = 0; i < 10; i++) {
      places.add(new Place("wrong-" + i, new Inputs("Nowhere", null, null, 95.0 + i, 10.0)));
    }
    return places;
  }

  private static List<String> lines(List<Place> places) {
    return places.stream().map(JSON::writeValueAsString).toList();
  }

  /// Every third of them, as somebody else knows them.
  private static List<String> records(List<Place> places) {
    List<String> rows = new ArrayList<>(List.of("id,name,lat,lng,phone,website"));
    for (int i = 0; i < 900; i += 3) {
      Inputs inputs = places.get(i).inputs();
      if (inputs.latitude() != null && inputs.longitude() != null) {
        rows.add(
            String.format(
                Locale.ROOT,
                "r%d,\"%s\",%.6f,%.6f,+1 212 555 %04d,https://place-%d.example/",
                i,
                inputs.name().replace("\"", "\"\""),
                inputs.latitude() + 0.0001,
                inputs.longitude(),
                i,
                i));
      }
    }
    return rows;
  }

  private Map<String, JsonNode> fromServer(List<Place> places, Path data) throws IOException {
    try (var server = ServerUnderTest.start(ROOT, data, QUICK_START);
        var client = new BatchClient(server.url(), BatchClient.newKey(ROOT, data, QUICK_START))) {
      String batch = client.submit("both ways", places);
      while (!client.status(batch).hasEnded()) {
        Command.pause(Duration.ofMillis(200));
      }
      try (InputStream results = client.results(batch, "ndjson")) {
        return items(new String(results.readAllBytes(), UTF_8));
      }
    }
  }

  private Map<String, JsonNode> fromSpark(Path list, Path data) throws Exception {
    Path out = scratch.resolve("out.jsonl");
    assertThat(placemill("bulk", list.toString(), out.toString(), "--data", data.toString()))
        .isEqualTo(SOME_PLACES_FAILED);
    return items(Files.readString(out.resolve("part-000000.jsonl")));
  }

  /// By their ids, apart from when they were made.
  private static Map<String, JsonNode> items(String lines) {
    Map<String, JsonNode> items = new TreeMap<>();
    lines
        .lines()
        .forEach(line -> {
          ObjectNode item = (ObjectNode) JSON.readTree(line);
          item.remove("updated_at");
          items.put(item.path("place_id").asString(), item);
        });
    return items;
  }

  private int placemill(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve("placemill").toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).inheritIO();
    builder.environment().putAll(QUICK_START);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
