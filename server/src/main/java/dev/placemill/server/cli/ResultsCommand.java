package dev.placemill.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.cli.Engine.Session;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private static final int BLOCK = 8 * 1024;

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
    return switch (json ? Format.json : format) {
      case json -> writeItems(api, new JsonItems(writer));
      case ndjson -> writeItems(api, item -> writer.write(item + "\n"));
      case csv -> copyTable(api, writer);
    };
  }

  private long writeItems(ApiClient api, ItemWriter items) throws IOException {
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

  /// The table as the server makes it, which knows what was sent too.
  private long copyTable(ApiClient api, Writer writer) throws IOException {
    long records = 0;
    boolean quoted = false;
    var some = new char[BLOCK];
    try (var table = new InputStreamReader(api.table(batchId, onlyFailed), UTF_8)) {
      for (int read = table.read(some); read >= 0; read = table.read(some)) {
        for (int i = 0; i < read; i++) {
          quoted ^= some[i] == '"';
          records += some[i] == '\n' && !quoted ? 1 : 0;
        }
        writer.write(some, 0, read);
      }
    }
    // The first is the header.
    return records - 1;
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
