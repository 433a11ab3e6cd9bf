package dev.placemill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.attribute.Attribute;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command makes of what it was given, before any work begins.
class BulkCommandTest {
  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"local[0]", "spark://head", "somewhere", ""})
  void aMasterThatIsNoneIsRefusedWithWhatIsAllowed(String master) {
    var said = new StringWriter();
    var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said), false, Map.of());

    int code = Main.run(new String[] {"in.csv", "out", "--master", master}, terminal);

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("local[*], local[4], spark://HOST:PORT");
  }

  @Test
  void aRunSaysWhichSettingsHaveNoEffectAndGoesOnOnlyWithTheSameThatHave() throws Exception {
    Path file = data.resolve("placemill.properties");
    Files.writeString(file, "llm.model=any\nweb.contact=me@example.org\nhttp.port=8081\n");

    LibraryShipment shipment = shipment(Map.of("PLACEMILL_SEARCH_KEY", "secret"));
    assertThat(shipment.said())
        .hasSize(2)
        .anySatisfy(said -> assertThat(said).startsWith("Without reference data"))
        .anySatisfy(said ->
            assertThat(said)
                .startsWith("Without effect here: PLACEMILL_SEARCH_KEY, llm.model, web.contact;")
                .doesNotContain("secret"));

    var regions = new Regions(new long[0], new int[] {0}, 1);
    byte[] notes = RunNotes.write(RunNotes.asked(options(), List.of(), shipment), regions);
    Files.writeString(file, "web.contact=you@example.org\n");
    Map<String, String> asked = RunNotes.asked(options(), List.of(), shipment(Map.of()));
    assertThatThrownBy(() -> RunNotes.read(notes, asked, "out"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("differs in the settings about trust and websites");
  }

  @Test
  void memoryThatDoesNotSufficeIsSaidSo() {
    var died =
        new IllegalStateException(
            "Job aborted: Lost task 0.3: ExecutorLostFailure (executor 1 exited): Command exited with code 52");
    for (Throwable failure : List.of(died, new OutOfMemoryError("Java heap space"))) {
      assertThat(Failures.of(new IllegalStateException(failure)))
          .hasMessageContaining("the memory did not suffice")
          .extracting(CommandFailure::exitCode)
          .isEqualTo(ExitCode.ERROR);
    }
  }

  private LibraryShipment shipment(Map<String, String> environment) throws IOException {
    return LibraryShipment.of(options(), environment);
  }

  private BulkOptions options() {
    return new BulkOptions(
        "in",
        "out",
        OutputFormat.CSV,
        Map.of(),
        EnumSet.allOf(Attribute.class),
        data,
        1_000,
        false);
  }
}
