package dev.placemill.server.cli;

import dev.placemill.server.cli.Engine.Session;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "status",
    description = "Shows how far a batch is, or lists the batches.",
    footer = {"  placemill status", "  placemill status BATCH", "  placemill status BATCH --json"})
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Engine engine;

  @Parameters(arity = "0..1", paramLabel = "BATCH", description = "Batch id; all batches without.")
  private @Nullable String batchId;

  @Option(names = "--json", description = "Print what the API answers.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  StatusCommand(Terminal terminal, Engine engine) {
    this.terminal = terminal;
    this.engine = engine;
  }

  @Override
  public Integer call() {
    try (Session session = server.attach(engine, terminal);
        ApiClient api = ApiClient.of(session)) {
      JsonNode answer = batchId == null ? api.list() : api.status(batchId);
      terminal.data(json ? JsonText.of(answer) : text(answer));
      return ExitCode.DONE;
    }
  }

  private String text(JsonNode answer) {
    if (batchId != null) {
      return BatchLine.of(answer);
    }
    TextTable table = new TextTable("BATCH", "STATUS", "DONE", "FAILED", "CREATED", "NAME");
    for (JsonNode batch : answer.path("items").values()) {
      long completed = batch.path("completed_count").asLong(0);
      long failed = batch.path("failed_count").asLong(0);
      table.add(
          batch.path("batch_id").asString(""),
          batch.path("status").asString(""),
          "%d/%d".formatted(completed + failed, batch.path("total_count").asLong(0)),
          Long.toString(failed),
          batch.path("created_at").asString("-"),
          batch.path("batch_name").asString("-"));
    }
    return table.text("There are no batches.");
  }
}
