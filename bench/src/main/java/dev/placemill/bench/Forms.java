package dev.placemill.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.BatchClient.Batch;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/// One batch as large as batches get, read whole in every form, from a server whose heap is smaller
/// than the largest of the answers.
final class Forms implements Proof {
  private static final int PLACES = 50_000;
  private static final int PLACES_IF_QUICK = 10_000;
  private static final String HEAP = "-Xmx192m";
  private static final long HEAP_BYTES = 192L << 20;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int TAIL = 64;

  /// @param isWhole whether an answer ends as one that is complete does
  private record Form(String format, Predicate<String> isWhole) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("json", end -> end.endsWith("]}")),
          new Form("ndjson", end -> end.endsWith("}\n")),
          new Form("csv", end -> end.endsWith("\r\n")),
          new Form("geojson", end -> end.endsWith("]}")),
          new Form("geoparquet", end -> end.endsWith("PAR1")),
          // The record that ends a ZIP file.
          new Form("xlsx", end -> end.contains("PK\5\6")));

  /// @param lines how many line ends it has
  private record Answer(long bytes, long lines, String end, double seconds) {}

  @Override
  public Figures run(Setup setup) throws IOException {
    int places = setup.quick() ? PLACES_IF_QUICK : PLACES;
    var figures = new Figures();
    Path data = setup.scratch().resolve("data");
    Map<String, String> small = Map.of("PLACEMILL_JAVA_OPTS", HEAP);
    try (var server = ServerUnderTest.start(setup.root(), data, small);
        var client = new BatchClient(server.url(), BatchClient.newKey(setup.root(), data))) {
      long begin = System.nanoTime();
      String batch = client.upload(lines(setup, places), "max_places=" + places);
      Batch ended = end(client, batch);
      figures
          .add("places", "places of one batch, with " + HEAP, ended.totalCount())
          .add(
              "places_per_s",
              "of them worked per second",
              places / Command.seconds(Command.since(begin)),
              0)
          .require(ended.completedCount() == places, "every place completed");
      long largest = 0;
      System.out.println("| form | MB | MB/s |\n| --- | ---: | ---: |");
      for (Form form : FORMS) {
        Answer answer = read(client, batch, form);
        System.out.printf(
            "| %s | %.1f | %.1f |%n",
            form.format, answer.bytes / 1e6, answer.bytes / 1e6 / answer.seconds);
        figures.require(isWhole(form, answer, places), "all of it as " + form.format);
        largest = Math.max(largest, answer.bytes);
      }
      figures
          .add(
              "largest_share_of_heap",
              "the largest answer, as a share of the server's heap",
              (double) largest / HEAP_BYTES,
              2)
          .require(
              setup.quick() || largest > HEAP_BYTES, "an answer larger than the server's heap");
    }
    return figures;
  }

  private static byte[] lines(Setup setup, int places) throws IOException {
    return BatchClient.lines(
        PlaceLists.of(setup.root()).branches(places, new Random(setup.seed())));
  }

  private static Batch end(BatchClient client, String batch) throws IOException {
    Batch status = client.status(batch);
    while (!status.hasEnded()) {
      Command.pause(LOOK_AGAIN);
      status = client.status(batch);
    }
    return status;
  }

  private static boolean isWhole(Form form, Answer answer, int places) {
    boolean hasEveryLine =
        switch (form.format) {
          case "ndjson" -> answer.lines == places;
          case "csv" -> answer.lines == places + 1;
          default -> true;
        };
    return hasEveryLine && form.isWhole.test(answer.end);
  }

  private static Answer read(BatchClient client, String batch, Form form) throws IOException {
    long begin = System.nanoTime();
    try (InputStream in = client.results(batch, form.format)) {
      long bytes = 0;
      long lines = 0;
      var end = new byte[0];
      var buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        end = tail(end, buffer, count);
      }
      return new Answer(
          bytes, lines, new String(end, ISO_8859_1), Command.seconds(Command.since(begin)));
    }
  }

  /// The last bytes of what was read before and of what was read now.
  private static byte[] tail(byte[] before, byte[] buffer, int count) {
    byte[] both = Arrays.copyOf(before, before.length + count);
    System.arraycopy(buffer, 0, both, before.length, count);
    return Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
  }
}
