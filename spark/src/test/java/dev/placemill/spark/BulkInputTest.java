package dev.placemill.spark;

import static dev.placemill.spark.BulkRuns.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.terminal.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What lists may look like.
class BulkInputTest {
  private static SparkSession spark;

  @TempDir Path directory;
  private BulkRuns bulk;

  @BeforeAll
  static void startSpark() {
    spark = BulkRuns.startSpark();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
    LibrarySettings.closeAll();
  }

  @BeforeEach
  void prepare() {
    bulk = new BulkRuns(spark, directory, new StringWriter());
  }

  @Test
  void placesThatAreOneMeetInTheMiddleOfACity() throws Exception {
    // Shops of 300 by 200 metres, each 3 metres from the next; then some of them once more.
    var list = new StringBuilder("id,name,lat,lng\n");
    for (int i = 0; i < 6_700; i++) {
      list.append(row("a" + i, "Nr. " + i, 48 + i % 100 * 0.000027, 16 + i / 100 * 0.00004));
    }
    for (int i = 0; i < 6_700; i += 31) {
      list.append(row("b" + i, "NR. " + i, 48.0001 + i % 100 * 0.000027, 16 + i / 100 * 0.00004));
    }
    bulk.run(bulk.file("city.csv", list.toString()).toString());

    Map<String, String> originals = new HashMap<>();
    for (JsonNode item : bulk.items()) {
      originals.put(item.path("place_id").asString(), item.path("duplicate_of").asString(""));
    }
    assertThat(originals).hasSize(6_700 + 217);
    originals.forEach((id, original) ->
        assertThat(original).as(id).isEqualTo(id.startsWith("b") ? "a" + id.substring(1) : ""));
  }

  @Test
  void aDirectoryIsReadAsItsFilesEachOnceWhateverTheyAreCalled() throws Exception {
    bulk.file("lists/vienna, graz/x.jsonl", line("Vienna") + line("Graz"));
    bulk.file("lists/[a]*{b}?/x.jsonl", line("Pattern"));
    bulk.file("lists/[a]*{b}?/x.csv", "name,lat,lng\n" + "Table,48.2,16.3\n");
    Path parquet = directory.resolve("lists/[a]*{b}?/columns");
    spark
        .sql("select 'Column' as name, 48.2D as latitude, 16.3D as longitude")
        .coalesce(1)
        .write()
        .parquet(directory.resolve("written").toString());
    Files.createDirectories(parquet);
    Files.copy(onlyParquet(directory.resolve("written")), parquet.resolve("x.parquet"));
    bulk.file("lists/_notes/x.jsonl", line("Note"));
    bulk.file("lists/vienna, graz/.x.jsonl", line("Hidden"));
    Path out = directory.resolve("lists/out");
    var inside = new BulkRuns(spark, directory.resolve("lists"), bulk.said());

    inside.run(directory.resolve("lists").toString(), out);

    int second = line("Vienna").length();
    assertThat(inside.ids())
        .containsExactlyInAnyOrder(
            "vienna, graz/x.jsonl:0",
            "vienna, graz/x.jsonl:" + second,
            "[a]*{b}?/x.jsonl:0",
            "[a]*{b}?/x.csv:1",
            "[a]*{b}?/columns/x.parquet:1");
    assertThat(inside.run(directory.resolve("lists").toString(), out).before()).isEqualTo(5);

    String both = directory + "/{lists,lists/vienna*,lists/vienna*/x.jsonl,lists/*/x.jsonl}";
    assertThat(inside.run(both, out).before()).isEqualTo(5);
  }

  @Test
  void aRowThatIsNoPlaceFailsAlone() throws Exception {
    String huge = "x".repeat(70_000);
    bulk.file("lists/table.csv", "name,lat,lng\nGood,48.2,16.3\n" + huge + ",48.2,16.3\n");
    Path lines =
        bulk.file(
            "lists/lines.jsonl",
            line("Good")
                + line(huge)
                + "{\"name\":\"half \\ud83d\",\"lat\":48.2,\"lng\":16.3}\n"
                + "[1]\n\nnothing\n");
    Files.write(lines, new byte[] {'{', '"', (byte) 0xff, '"', '}', '\n'}, APPEND);
    Files.writeString(lines, line("Good too").strip(), APPEND);

    Bulk.Outcome outcome = bulk.run(directory.resolve("lists").toString());

    assertThat(outcome.report().rows()).isEqualTo(9);
    assertThat(outcome.report().completed()).isEqualTo(4);
    assertThat(bulk.items().stream().map(item -> item.path("error_code").asString("")))
        .containsExactlyInAnyOrder(
            "", "", "", "", "too_large", "too_large", "not_an_object", "not_json", "not_json");
  }

  @Test
  void aFileThatIsDamagedInItsMiddleIsRefusedByNameBeforeWorkBegins() throws Exception {
    spark
        .range(200_000)
        .selectExpr("concat('Place ', id) as name", "48.2D as latitude", "id / 1e4D as longitude")
        .coalesce(1)
        .write()
        .parquet(directory.resolve("written").toString());
    byte[] parquet = Files.readAllBytes(onlyParquet(directory.resolve("written")));
    for (int i = parquet.length / 2; i < parquet.length / 2 + 100; i++) {
      parquet[i] ^= 0x55;
    }
    Files.write(directory.resolve("damaged.parquet"), parquet);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 50_000; i++) {
        gzip.write(line("Place " + i).getBytes(UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    Files.write(directory.resolve("cut.jsonl.gz"), half);

    for (String name : List.of("damaged.parquet", "cut.jsonl.gz")) {
      assertThatThrownBy(() -> bulk.run(directory.resolve(name).toString()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining(name + " cannot be read; it is damaged or cut short");
      assertThat(bulk.out()).doesNotExist();
    }
  }

  private static String line(String name) {
    return "{\"name\":\"%s\",\"lat\":48.2,\"lng\":16.3}\n".formatted(name);
  }

  private static Path onlyParquet(Path written) throws IOException {
    try (Stream<Path> files = Files.list(written)) {
      return files.filter(one -> one.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }
}
