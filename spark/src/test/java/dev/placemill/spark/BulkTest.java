package dev.placemill.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.attribute.Attribute;
import dev.placemill.report.EnrichmentReport;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BulkTest {
  private static final EnumSet<Attribute> WANTED =
      EnumSet.of(Attribute.WEBSITE, Attribute.BRAND_NAME, Attribute.TIME_ZONE);
  private static final String FEW =
      """
      id,name,lat,lng,city,telefon
      mc,McDonald's,48.2085,16.3721,Wien,+43 1 5332490
      none,,48.2,16.4,Wien,
      wrong,Spar,north,16.4,,
      cafe,Café Central,48.2104,16.3655,Wien,
      """;

  private static SparkSession spark;

  @TempDir Path directory;
  private final StringWriter said = new StringWriter();

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
    LibrarySettings.closeAll();
  }

  @Test
  void everyRowOfATableIsARowOfTheResultWithAllThatTheApiSays() throws Exception {
    Bulk.Outcome outcome = run(file("few.csv", FEW), OutputFormat.PARQUET);

    EnrichmentReport report = outcome.report();
    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.failed()).isEqualTo(2);
    Dataset<Row> rows = spark.read().parquet(out().toString());
    assertThat(texts(rows, "place_id")).containsExactlyInAnyOrder("mc", "none", "wrong", "cafe");
    Row mc = rows.where(col("place_id").equalTo("mc")).first();
    assertThat(mc.<String>getAs("brand_name")).isEqualTo("McDonald's");
    assertThat(mc.<Double>getAs("input_latitude")).isEqualTo(48.2085);
    assertThat(point(mc.getAs("geometry"))).containsExactly(16.3721, 48.2085);
    JsonNode item = JsonMapper.shared().readTree(mc.<String>getAs("item"));
    assertThat(item.path("enriched_data").path("time_zone").asString()).isEqualTo("Europe/Vienna");
    assertThat(item.path("confidence_scores").path("brand_name").asString())
        .isEqualTo(mc.<String>getAs("brand_name_confidence"));
    assertThat(item.path("reasoning").path("brand_name").asString())
        .isEqualTo(mc.<String>getAs("brand_name_reasoning"));
    assertThat(item.path("evidence").path("brand_name")).isNotEmpty();
    assertThat(texts(rows.where(col("status").equalTo("failed")), "error_code"))
        .containsExactlyInAnyOrder("missing_name", "unreadable_coordinates");
    JsonNode geo = geoMetadata();
    assertThat(geo.path("version").asString()).isEqualTo("1.1.0");
    assertThat(geo.path("columns").path("geometry").path("encoding").asString()).isEqualTo("WKB");
  }

  @Test
  void theSamePlacesInAnyFormAndLayoutGiveTheSameAnswers() throws Exception {
    Path plain = directory.resolve("plain.parquet");
    Path overture = directory.resolve("overture.parquet");
    Path foursquare = directory.resolve("foursquare.parquet");
    Dataset<Row> table =
        spark
            .read()
            .option("header", "true")
            .csv(file("few.csv", FEW).toString())
            .where("id = 'mc'");
    spark.udf().register("wkb", (UDF2<String, String, byte[]>) BulkTest::wkb, DataTypes.BinaryType);
    Dataset<Row> placed =
        table.selectExpr(
            "id", "name", "city", "telefon", "wkb(lng, lat) as geometry", "lat", "lng");
    placed.drop("lat", "lng").write().parquet(plain.toString());
    placed
        .select(
            col("id"),
            struct(col("name").as("primary")).as("names"),
            array(struct(col("city").as("locality"), lit("AT").as("country"))).as("addresses"),
            array(col("telefon")).as("phones"),
            col("geometry"))
        .write()
        .parquet(overture.toString());
    placed
        .selectExpr(
            "id as fsq_place_id",
            "name",
            "cast(lat as double) as latitude",
            "cast(lng as double) as longitude",
            "city as locality",
            "'AT' as country",
            "telefon as tel")
        .write()
        .parquet(foursquare.toString());
    Path api =
        file(
            "api.jsonl",
            """
            {"place_id":"mc","inputs":{"name":"McDonald's","latitude":48.2085,"longitude":16.3721,"city":"Wien","phone":"+43 1 5332490"}}
            """);
    Path flat =
        file(
            "flat.jsonl",
            """
            {"id":"mc","name":"McDonald's","lat":48.2085,"lng":16.3721,"city":"Wien","telefon":"+43 1 5332490"}
            """);

    Path csv = file("mc.csv", FEW.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
    JsonNode expected = items(csv).getFirst();
    assertThat(expected.path("enrichment_status").asString()).isEqualTo("completed");
    for (Path list : List.of(api, flat, plain, overture, foursquare)) {
      assertThat(items(list)).as(list.getFileName().toString()).containsExactly(expected);
    }
  }

  @Test
  void placesThatAreOneMeetWhereverTheyStandAndWhateverBorderIsBetweenThem() throws Exception {
    int count = 2_600;
    StringBuilder list = new StringBuilder("id,name,lat,lng\n");
    // A street of shops 40 metres apart, the first of them once more at the end, 15 metres off.
    for (int i = 0; i < count; i++) {
      list.append(row("a" + i, "Shop " + i, 48 + i * 0.00036, 16));
    }
    for (int i = 0; i < count; i += 7) {
      list.append(row("b" + i, "Shop " + i, 48 + i * 0.00036 + 0.000135, 16));
    }
    run(quick(file("street.csv", list.toString())));

    Map<String, String> originals = new HashMap<>();
    for (JsonNode item : writtenItems()) {
      originals.put(item.path("place_id").asString(), item.path("duplicate_of").asString(""));
    }
    assertThat(originals).hasSize(count + (count + 6) / 7);
    assertThat(partFiles().size()).isGreaterThan(1);
    IntStream.iterate(0, i -> i < count, i -> i + 7)
        .forEach(i -> assertThat(originals.get("b" + i)).isEqualTo("a" + i));
    assertThat(originals.entrySet())
        .filteredOn(one -> one.getKey().startsWith("a"))
        .allSatisfy(one -> assertThat(one.getValue()).isEmpty());
  }

  @Test
  void anInterruptedRunGoesOnAndAFinishedOneDoesNothing() throws Exception {
    StringBuilder list = new StringBuilder("id,name,lat,lng\n");
    for (int i = 0; i < 2_500; i++) {
      list.append(row("p" + i, "Place " + i, 40 + i * 0.01 % 9, 10 + i * 0.013 % 11));
    }
    Path input = file("list.csv", list.toString());
    BulkOptions options = quick(input);
    run(options);
    List<Path> parts = partFiles();
    assertThat(parts).hasSizeGreaterThan(2);

    // As a machine that went down leaves it: a part that is missing, another that was begun.
    FileTime longAgo = FileTime.fromMillis(1_000);
    for (Path part : parts) {
      Files.setLastModifiedTime(part, longAgo);
    }
    Files.delete(parts.get(1));
    Files.delete(out().resolve("_SUCCESS"));
    Path begun = Files.createDirectories(out().resolve("_placemill/attempts")).resolve("half");
    Files.writeString(begun, "{\"place");
    Bulk.Outcome resumed = run(options);

    assertThat(resumed.before()).isBetween(1L, 2_499L);
    assertThat(resumed.report().rows()).isEqualTo(2_500);
    assertThat(begun).doesNotExist();
    assertThat(partFiles()).isEqualTo(parts);
    for (Path part : parts) {
      boolean isOld = Files.getLastModifiedTime(part).equals(longAgo);
      assertThat(isOld).isEqualTo(!part.equals(parts.get(1)));
    }
    assertThat(writtenItems().stream().map(item -> item.path("place_id").asString()).distinct())
        .hasSize(2_500);

    Files.setLastModifiedTime(parts.get(1), longAgo);
    assertThat(run(options).before()).isEqualTo(2_500);
    assertThat(said.toString()).contains("there is nothing to do");
    assertThat(Files.getLastModifiedTime(parts.get(1))).isEqualTo(longAgo);

    Files.writeString(input, row("more", "More", 1, 1), java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("differs in the input files");
  }

  @Test
  void whatIsNoListIsRefusedByNameBeforeAnythingIsWritten() throws Exception {
    Path lists = Files.createDirectories(directory.resolve("lists"));
    Files.writeString(lists.resolve("good.csv"), FEW);
    Files.writeString(lists.resolve("cut.parquet"), "PAR1 and then nothing");

    assertThatThrownBy(() -> run(lists, OutputFormat.PARQUET))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("cut.parquet cannot be read");
    assertThat(out()).doesNotExist();
    assertThatThrownBy(() -> run(directory.resolve("nowhere.csv"), OutputFormat.PARQUET))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> run(file("what.csv", "a,b\n1,2\n"), OutputFormat.PARQUET))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no column holds the places' names");
    Files.writeString(Files.createDirectories(out()).resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> run(file("few.csv", FEW), OutputFormat.PARQUET))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("was not written by a run like this");
  }

  @Test
  void placesOfOneSiteAreWorkedInOneRegion() throws Exception {
    StringBuilder list = new StringBuilder("id,name,lat,lng,website\n");
    for (int i = 0; i < 2_400; i++) {
      list.append(
          String.format(
              Locale.ROOT,
              "p%d,Place %d,%.3f,%.3f,%s%n",
              i,
              i,
              40 + i * 0.01 % 9,
              10 + i * 0.013 % 11,
              "http://shop-%d.invalid/".formatted(i % 40)));
    }
    BulkOptions quiet = quick(file("sites.csv", list.toString()));
    BulkOptions asking =
        new BulkOptions(
            quiet.input(),
            quiet.output(),
            quiet.format(),
            quiet.columns(),
            quiet.wanted(),
            quiet.data(),
            quiet.partRows(),
            true);
    run(asking);

    Map<String, Path> partOfSite = new HashMap<>();
    for (Path part : partFiles()) {
      for (String line : Files.readAllLines(part)) {
        String id = JsonMapper.shared().readTree(line).path("place_id").asString();
        String site = "shop-" + Integer.parseInt(id.substring(1)) % 40;
        assertThat(partOfSite.computeIfAbsent(site, _ -> part)).as(site).isEqualTo(part);
      }
    }
    assertThat(partFiles()).hasSizeGreaterThan(1);
    assertThat(partOfSite).hasSize(40);
  }

  private static String row(String id, String name, double latitude, double longitude) {
    return String.format(Locale.ROOT, "%s,%s,%.6f,%.6f%n", id, name, latitude, longitude);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private Path out() {
    return directory.resolve("out");
  }

  private BulkOptions options(Path input, OutputFormat format) {
    return options(input, format, WANTED);
  }

  /// Of many places, where it does not matter what is found.
  private BulkOptions quick(Path input) {
    return options(input, OutputFormat.JSONL, EnumSet.of(Attribute.TIME_ZONE));
  }

  private BulkOptions options(Path input, OutputFormat format, EnumSet<Attribute> wanted) {
    return new BulkOptions(
        input.toString(),
        out().toString(),
        format,
        Map.of(),
        wanted,
        directory.resolve("data"),
        1_000,
        false);
  }

  private Bulk.Outcome run(Path input, OutputFormat format) throws Exception {
    return run(options(input, format));
  }

  private Bulk.Outcome run(BulkOptions options) throws Exception {
    var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said), false, Map.of());
    return new Bulk(spark, options, terminal).run();
  }

  /// What a list becomes, apart from when.
  private List<JsonNode> items(Path input) throws Exception {
    run(input, OutputFormat.JSONL);
    List<JsonNode> items = writtenItems();
    items.forEach(item -> ((ObjectNode) item).remove("updated_at"));
    try (Stream<Path> files = Files.walk(out())) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    return items;
  }

  private List<JsonNode> writtenItems() throws IOException {
    List<JsonNode> items = new ArrayList<>();
    for (Path part : partFiles()) {
      for (String line : Files.readAllLines(part)) {
        items.add(JsonMapper.shared().readTree(line));
      }
    }
    return items;
  }

  private List<Path> partFiles() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  private static List<String> texts(Dataset<Row> rows, String column) {
    return rows.select(column).collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  private JsonNode geoMetadata() throws IOException {
    var file =
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(partFiles().getFirst().toString()),
            spark.sparkContext().hadoopConfiguration());
    try (var reader = ParquetFileReader.open(file)) {
      return JsonMapper.shared()
          .readTree(reader.getFooter().getFileMetaData().getKeyValueMetaData().get("geo"));
    }
  }

  private static byte[] wkb(String longitude, String latitude) {
    return ByteBuffer.allocate(21)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putInt(1)
        .putDouble(Double.parseDouble(longitude))
        .putDouble(Double.parseDouble(latitude))
        .array();
  }

  private static double[] point(byte[] wkb) {
    ByteBuffer buffer = ByteBuffer.wrap(wkb).order(ByteOrder.LITTLE_ENDIAN);
    return new double[] {buffer.getDouble(5), buffer.getDouble(13)};
  }
}
