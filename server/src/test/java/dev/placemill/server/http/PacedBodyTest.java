package dev.placemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// At what pace a body may come.
class PacedBodyTest {
  private static final int SECONDS_OF_PATIENCE = 30;

  private long now = 17;

  @Test
  void aBodyMayTakeItsTimeAtFirst() throws IOException {
    InputStream body = paced(new ByteArrayInputStream(new byte[2]));
    passes(SECONDS_OF_PATIENCE);
    assertThat(body.read()).isZero();
    assertThat(body.read(new byte[7])).isOne();
    assertThat(body.read()).isNegative();
  }

  @Test
  void aBodyThatIsSlowOnTheWholeIsRefused() throws IOException {
    InputStream body = paced(new ByteArrayInputStream(new byte[100_000]));
    assertThat(body.readNBytes(60_000)).hasSize(60_000);
    passes(60);
    assertThat(body.read()).isZero();
    passes(1);
    assertThatThrownBy(body::read)
        .isInstanceOfSatisfying(ApiException.class, PacedBodyTest::isRefusedForGood);
  }

  @Test
  void aBodyThatHasAllComeIsTakenHoweverLateItsEndIsSeen() throws IOException {
    InputStream body = paced(new ByteArrayInputStream(new byte[2]));
    assertThat(body.readNBytes(2)).hasSize(2);
    passes(3_600);
    assertThat(body.read()).isNegative();
  }

  @Test
  void aClientThatHasFallenSilentIsToldTheSame() {
    InputStream body = paced(new Silence());
    assertThatThrownBy(body::read)
        .isInstanceOfSatisfying(ApiException.class, PacedBodyTest::isRefusedForGood);
  }

  private static final class Silence extends InputStream {
    @Override
    public int read() {
      throw new UncheckedIOException(new ClosedByInterruptException());
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return read();
    }
  }

  private static void isRefusedForGood(ApiException refused) {
    assertThat(refused.code()).isEqualTo(ErrorCode.REQUEST_TOO_SLOW);
    assertThat(refused.headers()).containsEntry("Connection", "close");
  }

  private InputStream paced(InputStream body) {
    return new PacedBody(body, Duration.ofSeconds(SECONDS_OF_PATIENCE).toNanos(), () -> now);
  }

  private void passes(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
