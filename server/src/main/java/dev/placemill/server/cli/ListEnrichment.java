package dev.placemill.server.cli;

import dev.placemill.report.EnrichmentReport;
import dev.placemill.table.EnrichedTable;
import dev.placemill.table.PlaceRow;
import dev.placemill.table.PlaceTable;
import dev.placemill.table.ResultColumns;
import dev.placemill.table.RowFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Streams a list through the server: reads ahead a bounded number of batches, and writes each row
/// out in its turn. However long the list, only the rows of those batches are held.
final class ListEnrichment {
  private final PlaceTable table;
  private final EnrichedTable output;
  private final ChunkBatch batch;
  private final int batchSize;
  private final int inFlight;
  private final EnrichmentReport report = new EnrichmentReport();
  private long chunks;

  ListEnrichment(
      PlaceTable table, EnrichedTable output, ChunkBatch batch, int batchSize, int inFlight) {
    this.table = table;
    this.output = output;
    this.batch = batch;
    this.batchSize = batchSize;
    this.inFlight = inFlight;
  }

  private record Running(Chunk chunk, Future<Chunk.Results> results) {}

  EnrichmentReport run() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        Deque<Running> running = new ArrayDeque<>();
        while (table.hasNext()) {
          if (running.size() == inFlight) {
            write(running.remove());
          }
          Chunk chunk = nextChunk();
          running.add(new Running(chunk, threads.submit(() -> batch.run(chunk))));
        }
        while (!running.isEmpty()) {
          write(running.remove());
        }
        return report;
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private Chunk nextChunk() {
    List<PlaceRow> rows = new ArrayList<>();
    while (rows.size() < batchSize && table.hasNext()) {
      rows.add(table.next());
    }
    return new Chunk(chunks++, rows);
  }

  private void write(Running running) throws InterruptedException {
    Chunk.Results results = awaited(running.results());
    for (PlaceRow row : running.chunk().rows()) {
      output.write(row, counted(row, results));
    }
  }

  /// The cells of a row, which is counted.
  private List<String> counted(PlaceRow row, Chunk.Results results) {
    boolean isNoted = !row.notes().isEmpty();
    String line = Long.toString(row.line());
    RowFault fault = results.faults().get(row.placeId());
    if (fault != null) {
      report.addFailed(line, fault.code(), fault.message(), isNoted);
      return ResultColumns.cells(fault, row);
    }
    JsonNode item = results.items().get(row.placeId());
    if (item == null) {
      throw new IllegalStateException(
          "row %d has neither result nor fault".formatted(row.number()));
    }
    report.add(line, item, isNoted);
    return ResultColumns.cells(item, row);
  }

  private static Chunk.Results awaited(Future<Chunk.Results> results) throws InterruptedException {
    try {
      return results.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case IOException io -> new UncheckedIOException(io);
        case RuntimeException runtime -> runtime;
        case null, default -> new IllegalStateException(e);
      };
    }
  }
}
