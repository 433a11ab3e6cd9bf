package dev.placemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.table.ResultColumns;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCommandTest {
  private final FakeServer server = new FakeServer();
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void everyColumnAndRowOfTheListComesBackInItsOrder() throws IOException {
    Path list = list("id,name,lat,lng,extra\n007,Blue,1,2,a\n008,Green,3,4,\"b, c\"\n");

    CommandRun run = enrich(list);

    assertThat(run.code()).isZero();
    assertThat(lines().get(0)).startsWith("id,name,lat,lng,extra,placemill_status,");
    assertThat(lines().get(1)).startsWith("007,Blue,1,2,a,completed,").contains("org/Blue");
    assertThat(lines().get(2)).startsWith("008,Green,3,4,\"b, c\",completed,");
    assertThat(run.out()).contains("2 rows in, 2 rows out").contains("2 completed, 0 failed");
  }

  @Test
  void valuesOfEveryShapeBecomeOneCell() throws IOException {
    enrich(list("name,lat,lng\nBlue,1,2\n"));

    assertThat(lines().get(1))
        .contains("+12125550100,(212) 555-0100")
        .contains("cafe; bakery")
        .contains("Mo-Fr 08:00-18:00")
        .contains("\"1 Main St, Springfield\"")
        .contains("\"40.5, -74.25\"")
        .contains("HIGH,added,brand:Q1 [brand]");
  }

  @Test
  void failedRowsAreThereWithTheirReason() throws IOException {
    CommandRun run =
        enrich(list("name,lat,lng\nbad,1,2\nBlue,1,2\nGreen,99,2\nRed,1,2,3\nGrey,north,2\n"));

    assertThat(run.code()).isEqualTo(3);
    assertThat(lines()).hasSize(6);
    assertThat(lines().get(1)).contains("failed,not_locatable,line 2: nobody knows where this is");
    assertThat(lines().get(2)).contains("completed");
    assertThat(lines().get(3)).contains("failed,invalid_input,line 4: latitude must be at most 90");
    assertThat(lines().get(4)).startsWith("Red,1,2,failed,too_many_fields,").contains("line 5");
    assertThat(lines().get(5)).contains("failed,unreadable_coordinates,");
    assertThat(run.out()).contains("1 completed, 4 failed").contains("not_locatable (line 2)");
  }

  @Test
  void whenAllFailTheExitCodeSaysSo() throws IOException {
    assertThat(enrich(list("name,lat,lng\nbad,1,2\n")).code()).isEqualTo(5);
  }

  @Test
  void aListIsSplitIntoBatches() throws IOException {
    StringBuilder rows = new StringBuilder("name,lat,lng\n");
    for (int i = 1; i <= 25; i++) {
      rows.append("Shop ").append(i).append(",1,2\n");
    }

    CommandRun run = enrich(list(rows.toString()), "--batch-size", "3", "--json");

    assertThat(server.created()).isEqualTo(9);
    assertThat(run.out()).contains("\"rows_in\":25").contains("\"completed\":25");
    assertThat(lines()).hasSize(26);
    for (int i = 1; i <= 25; i++) {
      assertThat(lines().get(i)).startsWith("Shop " + i + ",");
    }
  }

  @Test
  void anInterruptedListGoesOnWithWhatWasSubmitted() throws IOException {
    Path list = list("name,lat,lng\nA,1,2\nB,1,2\nC,1,2\nD,1,2\n");
    server.refusesToCreate = name -> name.endsWith("rows 4 to 4");
    CommandRun broken = enrich(list, "--batch-size", "1");
    long createdAtFirst = server.created();
    server.refusesToCreate = name -> false;

    CommandRun resumed = enrich(list, "--batch-size", "1");

    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("The disk is full.").contains("again");
    assertThat(resumed.code()).isZero();
    assertThat(resumed.err()).contains("Going on with 3 batches");
    assertThat(server.created()).isEqualTo(createdAtFirst + 1);
    assertThat(lines()).hasSize(5);
    assertThat(directory.resolve("out.csv.resume.json")).doesNotExist();
    assertThat(directory.resolve("out.csv.part")).doesNotExist();
  }

  @Test
  void batchesTheServerForgotAreSubmittedAgain() throws IOException {
    Path list = list("name,lat,lng\nA,1,2\nB,1,2\n");
    server.refusesToCreate = name -> name.endsWith("rows 2 to 2");
    enrich(list, "--batch-size", "1");
    server.refusesToCreate = name -> false;
    server.forgetsAllBatches();

    CommandRun resumed = enrich(list, "--batch-size", "1");

    assertThat(resumed.code()).isZero();
    assertThat(lines()).hasSize(3).allMatch(line -> !line.contains("failed"));
  }

  @Test
  void aChangedListIsNotResumed() throws IOException {
    server.refusesToCreate = name -> name.endsWith("rows 2 to 2");
    enrich(list("name,lat,lng\nA,1,2\nB,1,2\n"), "--batch-size", "1");
    server.refusesToCreate = name -> false;

    CommandRun second = enrich(list("name,lat,lng\nOther,1,2\nB,1,2\n"), "--batch-size", "1");

    assertThat(second.err()).doesNotContain("Going on");
    assertThat(lines().get(1)).startsWith("Other,");
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    server.busyAnswers.set(2);

    assertThat(enrich(list("name,lat,lng\nA,1,2\n")).code()).isZero();
  }

  @Test
  void anEnrichedListCanBeEnrichedAgain() throws IOException {
    enrich(list("name,lat,lng\nA,1,2\n"));
    Path again = directory.resolve("again.csv");
    Files.move(directory.resolve("out.csv"), again);

    CommandRun run = enrich(again);

    assertThat(run.err()).contains("written anew");
    assertThat(lines().getFirst().split(",")).hasSize(3 + ResultColumns.names().size());
  }

  @Test
  void filesThatCannotBeUsedAreOneSentence() throws IOException {
    Path good = list("name,lat,lng\nA,1,2\n");
    Path zip = Files.write(directory.resolve("a.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThat(enrich(directory).err()).contains("is a directory");
    assertThat(enrich(directory.resolve("none.csv")).err()).contains("There is no file");
    assertThat(enrich(zip).err()).contains("Excel workbook");
    assertThat(enrich(list("")).err()).contains("is empty");
    assertThat(enrich(list("name,lat,lng\n")).err()).contains("no rows");
    list("name,lat,lng\nA,1,2\n");
    assertThat(CommandRun.of(server, "enrich", good.toString(), "-o", good.toString()).err())
        .contains("both the list and the output");
    String elsewhere = directory.resolve("none/out.csv").toString();
    assertThat(CommandRun.of(server, "enrich", good.toString(), "-o", elsewhere).err())
        .contains("There is no directory");
  }

  @Test
  void whatIsNoOrdinaryFileIsNeverReplaced() throws IOException {
    Path list = list("name,lat,lng\nA,1,2\n");
    Path special = directory.resolve("s");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(special));

      CommandRun enrich =
          CommandRun.of(server, "enrich", list.toString(), "-o", special.toString());
      CommandRun results = CommandRun.of(server, "results", "b", "-o", special.toString());

      assertThat(enrich.err()).contains("is not an ordinary file").doesNotContain("1 rows");
      assertThat(results.err()).contains("is not an ordinary file");
      assertThat(Files.isRegularFile(special)).isFalse();
    }
  }

  @Test
  void columnsThatSayNothingAreListed() throws IOException {
    CommandRun run = enrich(list("Filiale,Wo\nA,B\n"));
    CommandRun mapped =
        enrich(list("Filiale,Wo\nA,B\n"), "--column", "name=Filiale", "--column", "address=Wo");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("\"Filiale\", \"Wo\"").contains("option column: name=Filiale");
    assertThat(mapped.code()).isZero();
  }

  @Test
  void onlyTheNamedAttributesAreAskedFor() throws IOException {
    CommandRun run = enrich(list("name,lat,lng\nBlue,1,2\n"), "--attributes", "website,phone");

    assertThat(run.code()).isZero();
    assertThat(server.attributesAskedFor).containsExactly("[\"website\",\"phone\"]");
  }

  @Test
  void anUnknownAttributeIsNamedWithThoseThereAre() throws IOException {
    CommandRun run = enrich(list("name,lat,lng\nBlue,1,2\n"), "--attributes", "fax");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("\"fax\" is no attribute").contains("opening_hours");
    assertThat(server.created()).isZero();
  }

  private CommandRun enrich(Path list, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("enrich", list.toString(), "-o", directory.resolve("out.csv").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(server, arguments.toArray(String[]::new));
  }

  private Path list(String text) throws IOException {
    return Files.writeString(directory.resolve("list.csv"), text, StandardCharsets.UTF_8);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve("out.csv"));
  }
}
