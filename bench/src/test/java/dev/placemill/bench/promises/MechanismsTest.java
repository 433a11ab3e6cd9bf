package dev.placemill.bench.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.placemill.bench.promises.Guarantees.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `bench/run promises` switches off is still there, its tests can be run, and the page of the
/// promises names exactly the tests that it makes fail.
class MechanismsTest {
  private static final Path ROOT = Path.of("..");

  static Stream<Edit> edits() {
    return Mechanisms.ALL.stream().flatMap(mechanism -> mechanism.edits().stream());
  }

  @ParameterizedTest
  @MethodSource("edits")
  void whatIsSwitchedOffStandsInTheSourceOnce(Edit edit) throws IOException {
    String source = Files.readString(ROOT.resolve("server/src/main/java").resolve(edit.file()));
    assertThat(edit.applyTo(source)).isNotEqualTo(source);
  }

  @Test
  void theTestsCompileWithWhatTheProofHas(@TempDir Path directory) {
    List<TestName> tests = Mechanisms.ALL.stream().map(Mechanism::test).distinct().toList();
    assertThatCode(() -> Workbench.of(ROOT, directory, tests)).doesNotThrowAnyException();
  }

  @Test
  void everyPromiseNamesTheTestsOfItsMechanismsAndNoOthers() throws IOException {
    List<Promise> promises = Guarantees.read(ROOT);
    for (Promise promise : promises) {
      List<TestName> tests = new ArrayList<>();
      Mechanisms.ALL.stream()
          .filter(mechanism -> mechanism.promise().equals(promise.name()))
          .forEach(mechanism -> tests.add(mechanism.test()));
      assertThat(tests).as(promise.sentence()).isNotEmpty();
      assertThat(promise.tests())
          .as(promise.sentence())
          .containsExactlyInAnyOrderElementsOf(new HashSet<>(tests));
    }
    Set<String> names = new HashSet<>();
    promises.forEach(promise -> names.add(promise.name()));
    assertThat(Mechanisms.ALL).allMatch(mechanism -> names.contains(mechanism.promise()));
  }
}
