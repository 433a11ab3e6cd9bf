package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.http.Response;
import dev.placemill.server.queue.Priority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BatchJsonTest {
  @Test
  void aListSaysHowMuchMemoryItTakes() throws IOException {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    var batch =
        new BatchView(
            BatchId.at(now, new SecureRandom()),
            "one of many",
            new Progress(7, 3, 2, true),
            1,
            0,
            now,
            now,
            new BatchView.Pace(null, 0, Duration.ZERO),
            null,
            Priority.NORMAL,
            now,
            null,
            null,
            now,
            BatchView.Terms.OF_THE_GUIDE);
    Response.Body list = BatchJson.of(Collections.nCopies(1_000, batch));
    var bytes = new ByteArrayOutputStream();
    list.writeTo(bytes);
    assertThat(list.size()).isEqualTo(bytes.size()).isGreaterThan(100_000);
  }
}
