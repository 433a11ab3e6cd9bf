package dev.placemill.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first of the faults with a fixed seed, small enough for every commit; `bench/run faults`
/// goes through all of them.
class FaultsTest {
  @TempDir Path scratch;

  @Test
  void nodesThatDieLoseAndDoubleNothing() throws IOException {
    Setup setup =
        Setup.of(Path.of(".."), scratch, null, List.of("--seed", "1", "--rounds", "1", "F1"));

    Figures figures = new Faults().run(setup);

    assertThat(figures.line()).contains("lost=0 doubled=0 unexpected=0");
  }
}
