package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceLayoutTest {
  @Test
  void slicesAreOfOneSizeUntilAnAppendBeginsInTheMiddleOfOne() {
    var regular = new SliceLayout(8, 4, List.of());
    assertThat(regular.plus(3)).isEqualTo(new SliceLayout(11, 4, List.of()));
    assertThat(regular.plus(3).plus(5)).isEqualTo(new SliceLayout(16, 4, List.of(0, 4, 8, 11, 15)));
  }

  @Test
  void everyPositionIsInTheSliceThatBeginsBeforeIt() {
    SliceLayout layout = new SliceLayout(3, 4, List.of()).plus(1).plus(5);
    assertThat(layout.slices()).isEqualTo(4);
    for (int position = 0; position < layout.total(); position++) {
      int slice = layout.sliceOf(position);
      int end = slice == layout.lastSlice() ? layout.total() : layout.start(slice + 1);
      assertThat(position).isBetween(layout.start(slice), end - 1);
    }
  }
}
