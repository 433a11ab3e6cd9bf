package dev.placemill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void theScriptAndThePageKnowEveryProof() throws IOException {
    String script = Files.readString(Path.of("run"));
    String listed =
        script.lines().filter(line -> line.startsWith("proofs=")).findFirst().orElseThrow();

    assertThat(List.of(listed.replaceAll("proofs=|\"", "").split(" ")))
        .containsExactlyInAnyOrderElementsOf(Main.PROOFS.keySet());
    String page = Files.readString(Path.of("README.md"));
    assertThat(Main.PROOFS.keySet())
        .allSatisfy(name -> assertThat(page).contains("## " + name + "\n"));
  }
}
