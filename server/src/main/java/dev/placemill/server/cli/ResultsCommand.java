package dev.placemill.server.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.placemill.server.cli.Engine.Session;
import dev.placemill.server.table.ResultColumns;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "results",
    description = "Prints the results of a batch, also while it is running.",
    footer = {
      "  placemill results BATCH",
      "  placemill results BATCH --format csv -o results.csv",
      "  placemill results BATCH --failed --format ndjson",
    })
final class ResultsCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  private final Terminal terminal;
  private final Engine engine;

  @Parameters(paramLabel = "BATCH", description = "Batch id.")
  private String batchId = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "json (an array), ndjson (one item a line) or csv. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.json;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Option(names = "--failed", description = "Only places that failed.")
  private boolean onlyFailed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write instead of printing.")
  private @Nullable Path output;

  @Mixin private final ServerOptions server = new ServerOptions();

  /// Named as typed on the command line.
  enum Format {
    json,
    ndjson,
    csv
  }

  ResultsCommand(Terminal terminal, Engine engine) {
    this.terminal = terminal;
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    if (output != null) {
      OutputFile.requireUsable(output);
    }
    try (Session session = server.attach(engine, terminal);
        ApiClient api = ApiClient.of(session)) {
      api.status(batchId);
      if (output == null) {
        long items = write(api, terminal.out());
        terminal.out().flush();
        return done(items);
      }
      Path part = output.resolveSibling(output.getFileName() + ".part");
      long items;
      try (Writer writer = Files.newBufferedWriter(part)) {
        items = write(api, writer);
      }
      Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
      return done(items);
    }
  }

  private int done(long items) {
    if (output != null) {
      terminal.message("%d places are in %s.".formatted(items, output));
    }
    return ExitCode.DONE;
  }

  private long write(ApiClient api, Writer writer) throws IOException {
    ItemWriter items =
        switch (json ? Format.json : format) {
          case json -> new JsonItems(writer);
          case ndjson -> item -> writer.write(item + "\n");
          case csv -> csvItems(writer);
        };
    long count = 0;
    for (long offset = 0; ; offset += PAGE) {
      JsonNode page = api.page(batchId, offset, PAGE).path("results");
      for (JsonNode item : page.values()) {
        if (!onlyFailed || item.path("enrichment_status").asString("").equals("failed")) {
          items.write(item);
          count++;
        }
      }
      if (page.size() < PAGE) {
        items.end();
        return count;
      }
    }
  }

  private static ItemWriter csvItems(Writer writer) {
    CsvWriter csv = CsvWriter.builder().build(writer);
    List<String> header = new ArrayList<>(List.of("place_id"));
    header.addAll(ResultColumns.names());
    csv.writeRecord(header);
    return item -> {
      List<String> cells = new ArrayList<>(List.of(item.path("place_id").asString("")));
      cells.addAll(ResultColumns.cells(item, List.of()));
      csv.writeRecord(cells);
      csv.flush();
    };
  }

  private interface ItemWriter {
    void write(JsonNode item) throws IOException;

    default void end() throws IOException {}
  }

  /// A JSON array with one item a line.
  private static final class JsonItems implements ItemWriter {
    private final Writer writer;
    private String before = "[\n";

    private JsonItems(Writer writer) {
      this.writer = writer;
    }

    @Override
    public void write(JsonNode item) throws IOException {
      writer.write(before + item);
      before = ",\n";
    }

    @Override
    public void end() throws IOException {
      writer.write((before.startsWith("[") ? "[" : "") + "\n]\n");
    }
  }
}
