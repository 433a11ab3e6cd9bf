package dev.placemill.server.cli;

import dev.placemill.server.cli.Engine.Session;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "reprocess",
    description = "Tries places of a batch again: the failed ones, or those named.",
    footer = {"  placemill reprocess BATCH", "  placemill reprocess BATCH store_001 store_015"})
final class ReprocessCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Engine engine;

  @Parameters(index = "0", paramLabel = "BATCH", description = "Batch id.")
  private String batchId = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PLACE_ID",
      description = "Places to try again. Default: all that failed.")
  private List<String> placeIds = List.of();

  @Option(names = "--json", description = "Print what the API answers.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  ReprocessCommand(Terminal terminal, Engine engine) {
    this.terminal = terminal;
    this.engine = engine;
  }

  @Override
  public Integer call() {
    try (Session session = server.attach(engine, terminal);
        ApiClient api = ApiClient.of(session)) {
      JsonNode answer = api.reprocess(batchId, placeIds);
      terminal.data(json ? JsonText.of(answer) : BatchLine.of(api.status(batchId)));
      return ExitCode.DONE;
    }
  }
}
