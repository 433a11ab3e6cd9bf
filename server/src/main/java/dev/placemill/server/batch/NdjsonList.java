package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Places as lines of JSON, each as it would stand in `places`. Blank lines are no lines.
final class NdjsonList implements UploadedList {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] body;
  private final PlaceCheck check = new PlaceCheck(number -> "row " + number);
  private int at;
  private long line;
  private int rows;

  NdjsonList(byte[] body) {
    this.body = body;
    boolean marked = body.length >= 3 && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3);
    this.at = marked ? 3 : 0;
  }

  @Override
  public @Nullable Table table() {
    return null;
  }

  @Override
  public boolean hasNext() {
    while (at < body.length && isBlank(at, endOfLine())) {
      at = endOfLine() + 1;
      line++;
    }
    return at < body.length;
  }

  private int endOfLine() {
    int end = at;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isBlank(int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int end = endOfLine();
    var document = new JsonBody(Arrays.copyOfRange(body, at, end));
    at = end + 1;
    line++;
    rows++;
    PlaceCheck.Checked checked = checked(document, rows);
    return new Row(rows, line, checked.json(), checked.faults(), List.of());
  }

  private PlaceCheck.Checked checked(JsonBody document, int number) {
    try {
      return document.read(json -> {
        json.nextToken();
        return check.read(document, json, number);
      });
    } catch (ApiException e) {
      return PlaceCheck.Checked.refused(
          new PlaceFault(Cause.NOT_JSON, "", "is not one JSON object in UTF-8"));
    }
  }

  @Override
  public void close() {
    // The body is in memory.
  }
}
