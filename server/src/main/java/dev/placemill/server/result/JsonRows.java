package dev.placemill.server.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// One JSON object with all results, as the bytes they were stored as.
final class JsonRows implements RowWriter {
  private final OutputStream out;
  private boolean any;

  JsonRows(OutputStream out, String batchId) throws IOException {
    this.out = out;
    write("{\"batch_id\":\"%s\",\"results\":[".formatted(batchId));
  }

  @Override
  public void write(ResultRow row) throws IOException {
    if (any) {
      out.write(',');
    }
    row.writeItem(out);
    any = true;
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    write(next == null ? "]}" : "],\"next_cursor\":\"%s\"}".formatted(next));
  }

  private void write(String json) throws IOException {
    out.write(json.getBytes(UTF_8));
  }
}
