package dev.placemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "labels.csv");

  @TempDir private Path directory = Path.of("");

  @Test
  void theShippedPairsAreCountedAndTheMisjudgedWrittenWithReasons() throws IOException {
    Path wrong = directory.resolve("wrong.csv");

    CommandRun run =
        CommandRun.of(null, "evaluate", EXAMPLE.toString(), "--misjudged", wrong.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith(EXAMPLE + ": 20 pairs, 10 of them one place\n")
        .contains("precision", "recall", "F1", "by default", "at its best here", "HIGH or better")
        .contains("Calibration error ")
        .contains("probability", "said")
        .endsWith(", with the reasons in " + wrong + "\n");
    List<String> rows = Files.readAllLines(wrong);
    assertThat(rows.getFirst())
        .endsWith("placemill_verdict,placemill_probability,placemill_reason");
    assertThat(run.out()).contains("Misjudged by default: %d,".formatted(rows.size() - 1));
    assertThat(rows.subList(1, rows.size())).allMatch(row -> row.contains(" m away"));
  }

  @Test
  void theJsonHasTheSameFiguresAndTheyAddUp() throws IOException {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                CommandRun.of(
                        null,
                        "evaluate",
                        EXAMPLE.toString(),
                        "--json",
                        "--misjudged",
                        directory.resolve("wrong.csv").toString())
                    .out());

    JsonNode byDefault = json.path("default");
    assertThat(json.path("pairs").asInt()).isEqualTo(20);
    assertThat(byDefault.path("right").asInt() + byDefault.path("missed").asInt()).isEqualTo(10);
    assertThat(byDefault.path("wrong").asInt() + byDefault.path("missed").asInt())
        .isEqualTo(json.path("misjudged").asInt());
    assertThat(byDefault.path("f1").asDouble()).isBetween(0.7, 1.0);
    assertThat(json.path("best").path("f1").asDouble())
        .isGreaterThanOrEqualTo(byDefault.path("f1").asDouble());
    assertThat(json.path("reliability")).hasSize(15);
    assertThat(
            json.path("reliability").values().stream()
                .mapToInt(bin -> bin.path("count").asInt())
                .sum())
        .isEqualTo(20);
  }

  @Test
  void anyColumnOfPairsMayBeMissingAndLabelsAreReadAsPeopleWriteThem() throws IOException {
    Path file =
        write(
            "Label;Left Name;Right Name",
            "yes;Harbour Light Hotel;Harbour Light Hotel",
            "No Match;Harbour Light Hotel;Mountain Goat Cycles",
            "TRUE;Tea & Tiles;Tea and Tiles");

    CommandRun run = CommandRun.of(null, "evaluate", file.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("3 pairs, 2 of them one place");
    assertThat(directory.resolve("list.misjudged.csv")).exists();
    assertThat(directory.resolve("list.misjudged.csv.part")).doesNotExist();
  }

  @Test
  void everyUnreadableCellIsToldWithItsLine() throws IOException {
    Path file =
        write(
            "label,left_name,left_lat,left_lng,right_name",
            "maybe,a,1,2,b",
            "1,a,95,2,b",
            "0,a,x,2,b",
            "1,a,,2,b",
            "1,a,1,2,b,too,many",
            ",a,1,2,b");

    CommandRun run = CommandRun.of(null, "evaluate", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("line 2: label \"maybe\" is neither")
        .contains("line 3: left_latitude \"95\" is beyond 90 degrees")
        .contains("line 4: left_latitude \"x\" is not a number")
        .contains("line 5: only one of left_latitude and left_longitude is given")
        .contains("line 6: 7 fields where the header has 5")
        .contains("and 1 more");
    assertThat(directory.resolve("list.misjudged.csv")).doesNotExist();
  }

  @Test
  void aFileThatSaysNotWhatIsRightIsRefusedWithWhatWouldDo() throws IOException {
    assertRefused("name,lat,lng", "expected_id");
    assertRefused("left_name,right_name", "no column label");
    assertRefused("label,left_name", "right_name, right_latitude");
    assertRefused("label,left_name,right_name,expected_id", "one file holds one kind");
    assertRefused("name,lat,lng,expected_colour", "expected_colour names no attribute");
    assertRefused("name,expected_id", "no columns hold coordinates or an address");
  }

  @Test
  void valuesThatCannotBeExpectedAreToldWithTheirLine() throws IOException {
    Path file = write("name,city,expected_phone", "Cafe,Bonn,0228 1234", "Cafe,Bonn,none");

    CommandRun run = CommandRun.of(null, "evaluate", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("line 3: expected_phone \"none\" cannot be read");
  }

  @Test
  void theInputIsNeverOverwritten() throws IOException {
    Path file = write("label,left_name,right_name", "1,a,a");

    CommandRun run =
        CommandRun.of(null, "evaluate", file.toString(), "--misjudged", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("name another file with --misjudged");
    assertThat(CommandRun.of(null, "evaluate").code()).isEqualTo(2);
    assertThat(
            CommandRun.of(null, "evaluate", file.toString(), "--column", "name=left_name").code())
        .isEqualTo(2);
  }

  private void assertRefused(String header, String why) throws IOException {
    CommandRun run = CommandRun.of(null, "evaluate", write(header, "1,Cafe,48.1,11.5").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(why);
    assertThat(run.err().lines()).hasSize(1);
  }

  private Path write(String... lines) throws IOException {
    return Files.write(directory.resolve("list.csv"), List.of(lines));
  }
}
