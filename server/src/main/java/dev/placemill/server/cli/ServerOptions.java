package dev.placemill.server.cli;

import dev.placemill.server.cli.Engine.Session;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which server a command talks to, and as whom.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "Server to talk to, with --org and the key in PLACEMILL_KEY or --key-file.",
        "Default: the variable PLACEMILL_URL, else the server running on the data directory."
      })
  private @Nullable URI server;

  @Option(
      names = "--org",
      paramLabel = "ORG",
      description = "Organization to act for. Default: the variable PLACEMILL_ORG.")
  private @Nullable String organization;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File that holds the API key. Default: the variable PLACEMILL_KEY.")
  private @Nullable Path keyFile;

  @Mixin private final DataOption data = new DataOption();

  /// A session with a server that is running.
  Session attach(Engine engine, Terminal terminal) {
    return findSession(engine, terminal)
        .orElseThrow(() ->
            new CommandFailure(
                "No server runs on %s; start one with \"placemill serve%s\" or name one with --server."
                    .formatted(data.directory(terminal), data.asTyped())));
  }

  /// A session with a running server, else with one started for this command.
  Session attachOrStart(Engine engine, Terminal terminal) {
    return findSession(engine, terminal)
        .orElseGet(() -> engine.start(data.directory(terminal), organizationOrNull(terminal)));
  }

  private Optional<Session> findSession(Engine engine, Terminal terminal) {
    URI url = serverOrNull(terminal);
    return url != null
        ? Optional.of(remote(url, terminal))
        : engine.findRunning(data.directory(terminal), organizationOrNull(terminal));
  }

  private Session remote(URI url, Terminal terminal) {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw CommandFailure.usage("--server %s is not an http or https address.".formatted(url));
    }
    String org = organizationOrNull(terminal);
    if (org == null) {
      throw CommandFailure.usage("--server needs --org, or the variable PLACEMILL_ORG.");
    }
    return new Session(url, org, key(terminal), () -> {});
  }

  private String key(Terminal terminal) {
    String variable = terminal.variable("PLACEMILL_KEY");
    if (keyFile != null) {
      try {
        return Files.readString(keyFile).strip();
      } catch (IOException e) {
        throw new CommandFailure("The key file %s cannot be read.".formatted(keyFile), e);
      }
    }
    if (variable == null) {
      throw CommandFailure.usage("--server needs a key: set PLACEMILL_KEY, or give --key-file.");
    }
    return variable.strip();
  }

  private @Nullable URI serverOrNull(Terminal terminal) {
    if (server != null) {
      return server;
    }
    String variable = terminal.variable("PLACEMILL_URL");
    try {
      return variable == null ? null : URI.create(variable);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("PLACEMILL_URL is no address: %s.".formatted(variable), e);
    }
  }

  private @Nullable String organizationOrNull(Terminal terminal) {
    return organization != null ? organization : terminal.variable("PLACEMILL_ORG");
  }
}
