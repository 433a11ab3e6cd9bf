package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Prism between a client and the server: it answers 500 in place of every answer that is not as
/// the document says. Requests go through as they are, for those that are refused count too.
public final class PrismProxy {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);

  private PrismProxy() {}

  /// Sends flows of requests, good ones and bad ones, through the proxy.
  ///
  /// @param admin a key that may manage keys
  public static Findings flows(Target target, String admin) throws IOException {
    int port = freePort();
    Path log = target.directory().resolve("prism.log");
    Process process =
        target
            .tools()
            .start(
                target.directory(),
                Map.of(),
                List.of(
                    target.tools().file(".bin/prism").toString(),
                    "proxy",
                    "openapi.yaml",
                    target.url().toString(),
                    "--errors",
                    "--validate-request=false",
                    "--port",
                    Integer.toString(port)),
                log);
    try {
      awaitListening(process, log);
      var through = new ThroughProxy(target, URI.create("http://127.0.0.1:" + port));
      GuideFlow.send(through);
      ListsFlow.send(through);
      JobsFlow.send(through);
      AccountFlow.send(through, admin);
      return new Findings(
          "%d answers to good and bad requests".formatted(through.sent()), through.objections());
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Process process, Path log) throws IOException {
    long giveUpAt = System.nanoTime() + MOST.toNanos();
    while (!Files.readString(log).contains("Prism is listening")) {
      if (!process.isAlive() || System.nanoTime() > giveUpAt) {
        throw new IOException("Prism did not start: " + Files.readString(log));
      }
      Command.pause(POLL);
    }
  }
}
