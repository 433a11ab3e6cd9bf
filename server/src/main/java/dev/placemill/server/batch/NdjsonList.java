package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.table.ListSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Places as lines of JSON, each as it would stand in `places`. Blank lines are no lines.
final class NdjsonList implements UploadedList {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final int BLOCK = 64 * 1024;

  private final InputStream body;
  private final PlaceCheck check = new PlaceCheck(number -> "row " + number);
  private byte @Nullable [] upcoming;
  private long line;
  private int rows;

  NdjsonList(ListSource source) {
    try {
      this.body = new BufferedInputStream(source.open(), BLOCK);
      body.mark(BYTE_ORDER_MARK.length);
      if (!Arrays.equals(body.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        body.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Table table() {
    return null;
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null) {
      byte[] read = nextLine();
      if (read == null) {
        return false;
      }
      if (!isBlank(read)) {
        upcoming = read;
      }
    }
    return true;
  }

  /// The next line without its end, or null when there is none. Of one that is longer than any
  /// place only so much is kept as shows that.
  private byte @Nullable [] nextLine() {
    var bytes = new ByteArrayOutputStream();
    try {
      int one = body.read();
      if (one < 0) {
        return null;
      }
      for (; one >= 0 && one != '\n'; one = body.read()) {
        if (bytes.size() <= PlaceCheck.MAX_LINE) {
          bytes.write(one);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line++;
    return bytes.toByteArray();
  }

  private static boolean isBlank(byte[] text) {
    for (byte one : text) {
      if (one != ' ' && one != '\t' && one != '\r') {
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
    byte[] place = Objects.requireNonNull(upcoming);
    upcoming = null;
    rows++;
    Upload.requireFew(rows);
    if (place.length > PlaceCheck.MAX_LINE) {
      return new Row(rows, line, null, List.of(PlaceCheck.tooLarge()), List.of());
    }
    var document = new JsonBody(place);
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
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
