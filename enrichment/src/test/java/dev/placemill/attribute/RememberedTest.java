package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final List<String> worked = new ArrayList<>();
  private final Remembered<String, Integer> lengths =
      new Remembered<>(
          2,
          text -> {
            worked.add(text);
            return text.length();
          });

  @Test
  void theSameIsWorkedOnce() {
    assertThat(List.of(lengths.of("bar"), lengths.of("bar"), lengths.of("café")))
        .containsExactly(3, 3, 4);
    assertThat(worked).containsExactly("bar", "café");
  }

  @Test
  void withMoreThanItRemembersItBeginsAnew() {
    List.of("a", "b", "c", "c", "a").forEach(lengths::of);

    assertThat(worked).containsExactly("a", "b", "c", "a");
  }
}
