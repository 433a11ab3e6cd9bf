package dev.placemill.bench.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.address.AddressFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCageCasesTest {
  private static final String YAML =
      """
      ---
      description: a door
      components:
          house_number: 0123
          road: Long Road
          city: Oslo
          country_code: NO
      expected: |
          Long Road 0123
          Oslo

      ---
      description: put in the wrong order
      components:
          house_number: 1
          road: Long Road
          country_code: NO
      expected: |
          1 Long Road
      """;

  @Test
  void aCaseIsRightWhenItsLinesAreAndNumbersKeepTheirZeros() {
    List<OpenCageCases.Case> cases = OpenCageCases.ofFile("no.yaml", YAML);
    OpenCageCases.Outcome outcome = new OpenCageCases(cases).run(AddressFormat.load());
    assertThat(outcome.cases()).isEqualTo(2);
    assertThat(outcome.misses())
        .singleElement()
        .satisfies(miss -> {
          assertThat(miss.of().description()).isEqualTo("put in the wrong order");
          assertThat(miss.got()).containsExactly("Long Road 1");
        });
    assertThat(outcome.share()).isEqualTo(0.5);
  }

  @Test
  void almostAllOfOpenCagesCasesAreRight() throws IOException {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    assumeTrue(data != null, "skipped: PLACEMILL_TEST_DATA names no directory of sample data");
    OpenCageCases.Outcome outcome = OpenCageCases.read(Path.of(data)).run(AddressFormat.load());
    outcome
        .misses()
        .forEach(miss ->
            System.out.printf(
                "%s, %s: %s instead of %s%n",
                miss.of().file(), miss.of().description(), miss.got(), miss.of().expected()));
    System.out.printf("addresses: %.4f of %d right%n", outcome.share(), outcome.cases());
    assertThat(outcome.cases()).isGreaterThan(400);
    assertThat(outcome.share()).isGreaterThanOrEqualTo(0.97);
  }
}
