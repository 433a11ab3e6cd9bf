package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.placemill.server.app.PlacemillProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command a newcomer runs, as a process with an engine of its own, on the lists that are
/// shipped.
class EnrichExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private static Path directory = Path.of("");

  @Test
  void everyStoreEndsAndTheChainsAreRecognised() throws Exception {
    Ended ended = enrich("stores.csv");

    assertThat(ended.code()).as(ended.err()).isZero();
    List<NamedCsvRecord> rows = rows(directory.resolve("out-stores.csv"), ',');
    assertInputKept(rows(EXAMPLES.resolve("stores.csv"), ','), rows);
    assertThat(rows).allMatch(row -> has(row, "country", "city", "time_zone"));
    assertThat(rows).extracting(row -> cell(row, "status")).containsOnly("completed");
    assertThat(ended.out())
        .contains("%1$d rows in, %1$d rows out".formatted(rows.size()))
        .contains("%d completed, 0 failed".formatted(rows.size()));

    // gb-900 is a shop of its own, which nobody knows.
    List<NamedCsvRecord> chains =
        rows.stream().filter(row -> !row.getField("id").equals("gb-900")).toList();
    List<NamedCsvRecord> recognised =
        chains.stream()
            .filter(row -> has(row, "brand_name", "categories", "website", "website_evidence"))
            .toList();
    assertThat(recognised.size()).isGreaterThanOrEqualTo((chains.size() * 9 + 9) / 10);
    assertThat(rows.stream().filter(row -> row.getField("id").equals("gb-900")))
        .noneMatch(row -> has(row, "brand_name"));
    assertThat(rows)
        .extracting(row -> cell(row, "country_code"))
        .doesNotContain("")
        .satisfies(codes -> assertThat(Set.copyOf(codes)).hasSizeGreaterThanOrEqualTo(15));
    assertThat(facts(rows))
        .contains(
            "us-001 McDonald's US America/New_York ",
            "us-005 Barneys New York US America/New_York Closed",
            "br-001 McDonald's BR America/Sao_Paulo ",
            "ru-001 Вкусно — и точка RU Europe/Moscow ",
            "jp-002 スターバックス JP Asia/Tokyo ");
  }

  private static List<String> facts(List<NamedCsvRecord> rows) {
    return rows.stream()
        .map(row ->
            "%s %s %s %s %s"
                .formatted(
                    row.getField("id"),
                    cell(row, "brand_name"),
                    cell(row, "country_code"),
                    cell(row, "time_zone"),
                    cell(row, "open_closed_status")))
        .toList();
  }

  @Test
  void inAMessyListGoodRowsEndWellAndBadOnesSayWhy() throws Exception {
    Ended ended = enrich("messy.csv");

    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    List<NamedCsvRecord> rows = rows(directory.resolve("out-messy.csv"), ',');
    assertThat(rows).hasSize(17);
    assertThat(rows.stream().filter(row -> !cell(row, "error_code").isEmpty()))
        .extracting(row -> row.getField("id") + " " + cell(row, "error_code"))
        .containsExactly(
            "009 missing_name",
            "010 not_locatable",
            "011 invalid_coordinates",
            "012 not_locatable",
            "014 too_many_fields",
            "017 unreadable_coordinates",
            "019 invalid_coordinates",
            " blank_row");
    for (NamedCsvRecord row : rows) {
      if (cell(row, "error_code").isEmpty()) {
        assertThat(cell(row, "status")).isEqualTo("completed");
        assertThat(has(row, "brand_name", "country", "city", "time_zone")).isTrue();
      } else {
        assertThat(cell(row, "status")).isEqualTo("failed");
        assertThat(cell(row, "error_message")).isNotBlank();
      }
    }
    assertThat(rows)
        .extracting(row -> row.getField("id"), row -> cell(row, "note"))
        .contains(tuple("007", "id 007 is also on line 2"));
  }

  @Test
  void anInterruptedAndThenKilledRunGoesOnAndEveryRowIsWrittenOnce() throws Exception {
    int rows = 1_200;
    Path list = directory.resolve("many.csv");
    Path output = directory.resolve("many-out.csv");
    writeList(list, rows);
    String[] command = {
      "enrich", list.toString(), "-o", output.toString(), "--batch-size", "100", "--data", data()
    };
    Path journal = directory.resolve("many-out.csv.resume.json");
    // The first line says which list it is; each further one is a batch.
    try (var interrupted = PlacemillProcess.start(directory, Map.of(), command)) {
      interrupted.await(() -> Files.exists(journal) && lines(journal) > 2);
      interrupted.stop();

      Ended ended = interrupted.end();

      assertThat(ended.code()).isNotZero();
      assertThat(ended.err()).contains("run the same command again").doesNotContain("\tat ");
    }
    long before = lines(journal);
    try (var killed = PlacemillProcess.start(directory, Map.of(), command)) {
      killed.await(() -> lines(journal) > before);
      killed.kill();
    }
    assertThat(output).doesNotExist();

    Ended ended = PlacemillProcess.run(directory, command);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("of an earlier run");
    assertInputKept(rows(list, ','), rows(output, ','));
    assertThat(journal).doesNotExist();
  }

  private static void writeList(Path list, int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,name,latitude,longitude"));
    for (int i = 0; i < rows; i++) {
      lines.add("%05d,Shop %d,%.4f,%.4f".formatted(i, i, 40 + i / 1e4, -74 - i / 1e4));
    }
    Files.write(list, lines);
  }

  private static long lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).count();
    } catch (IOException _) {
      return 0;
    }
  }

  private static Ended enrich(String list) throws IOException, InterruptedException {
    return PlacemillProcess.run(
        directory,
        "enrich",
        EXAMPLES.resolve(list).toString(),
        "-o",
        directory.resolve("out-" + list).toString(),
        "--data",
        data());
  }

  private static String data() {
    return directory.resolve("data").toString();
  }

  private static List<NamedCsvRecord> rows(Path file, char separator) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    }
  }

  /// Every row that went in, once, in its place and with its cells as they were.
  private static void assertInputKept(List<NamedCsvRecord> in, List<NamedCsvRecord> out) {
    assertThat(out).hasSameSizeAs(in);
    for (int i = 0; i < in.size(); i++) {
      List<String> cells = in.get(i).getFields();
      assertThat(out.get(i).getFields().subList(0, cells.size())).isEqualTo(cells);
    }
    assertThat(out.getFirst().getHeader().subList(0, in.getFirst().getHeader().size()))
        .isEqualTo(in.getFirst().getHeader());
  }

  private static boolean has(NamedCsvRecord row, String... names) {
    return List.of(names).stream().noneMatch(name -> cell(row, name).isBlank());
  }

  private static String cell(NamedCsvRecord row, String name) {
    return row.getField("placemill_" + name);
  }
}
