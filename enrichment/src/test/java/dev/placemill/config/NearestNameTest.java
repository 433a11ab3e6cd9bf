package dev.placemill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({"port, port, 0", "prot, port, 1", "por, port, 1", "ports, port, 1", "abc, xyz, 3"})
  void theDistanceCountsLettersToChange(String from, String to, int distance) {
    assertThat(NearestName.distance(from, to)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({"http.prot, http.port", "htp.prot, http.port", "log.levle, log.level"})
  void aTypingErrorIsUnderstood(String typed, String meant) {
    assertThat(NearestName.find(typed, List.of("http.port", "log.level"))).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"elephant", "x"})
  void whatResemblesNothingGetsNoHint(String typed) {
    assertThat(NearestName.find(typed, List.of("http.port", "log.level"))).isEmpty();
  }
}
