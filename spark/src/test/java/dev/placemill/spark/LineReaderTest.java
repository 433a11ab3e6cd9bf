package dev.placemill.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  private static final String TEXT = "one\n\ntwo and more\r\n\nthree";

  @TempDir Path directory;

  @Test
  void everyLineIsReadOnceWhereverAFileIsCut() throws Exception {
    for (int cut = 1; cut < TEXT.length(); cut++) {
      List<String> lines = new ArrayList<>(lines(TEXT, 0, cut));
      lines.addAll(lines(TEXT, cut, TEXT.length()));
      assertThat(lines)
          .as("cut at %d", cut)
          .containsExactly("0 one", "4 ", "5 two and more\r", "19 ", "20 three");
    }
  }

  @Test
  void ofALineWithoutEndOnlyTheBeginningIsHeld() throws Exception {
    String text = "x".repeat(300_000) + "\nnext\n" + "y".repeat(LineReader.MOST_BYTES);

    assertThat(lines(text, 0, text.length()))
        .containsExactly(
            "0 too long: 65536", "300001 next", "300006 " + "y".repeat(LineReader.MOST_BYTES));
  }

  private List<String> lines(String text, long start, long end) throws IOException {
    Path path = Files.writeString(directory.resolve("lines.jsonl"), text);
    var file =
        new InputFile(
            0,
            path.toUri().toString(),
            "lines.jsonl",
            text.length(),
            0,
            InputKind.JSON_LINES,
            true,
            null,
            null);
    List<String> lines = new ArrayList<>();
    try (var reader = LineReader.of(new LinePiece(file, start, end), new Configuration())) {
      for (var line = reader.next(); line != null; line = reader.next()) {
        String said =
            line.isTooLong() ? "too long: " + line.bytes().length : new String(line.bytes(), UTF_8);
        lines.add(line.offset() + " " + said);
      }
    }
    return lines;
  }
}
