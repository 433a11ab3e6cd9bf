package dev.placemill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every promise in the reference names its tests, and they exist.
class GuaranteesTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:#(\\w+))?`");

  static Stream<String> promises() {
    return Checkout.text("docs/reference/guarantees.md")
        .lines()
        .filter(line -> line.matches("\\| P\\d+ \\|.*"));
  }

  @ParameterizedTest
  @MethodSource("promises")
  void everyPromiseHasTestsThatExist(String promise) throws IOException {
    var tests = TEST.matcher(promise);
    int found = 0;
    while (tests.find()) {
      found++;
      String method = tests.group(2);
      assertThat(source(tests.group(1)))
          .contains(method == null ? "class " + tests.group(1) : "void " + method + "(");
    }
    assertThat(found).isPositive();
  }

  private static String source(String test) throws IOException {
    return Files.readString(
        Stream.of("server", "bench")
            .flatMap(module -> Checkout.testSources(module).stream())
            .filter(file -> file.endsWith(test + ".java"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no " + test)));
  }
}
