package dev.placemill.bench.upstream;

import dev.placemill.config.ConfigReader;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.db.Database;
import dev.placemill.server.db.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// A server as `placemill serve` runs it, but for its only source: `UpstreamNode DATA UPSTREAM`,
/// with the settings in the environment. Prints the same line when it is ready.
public final class UpstreamNode {
  private UpstreamNode() {}

  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    var clock = Clock.systemUTC();
    AppConfig config =
        AppConfig.read(ConfigReader.of(data, null, System.getenv(), Map.of("http.port", "0")));
    config.log().apply();
    var upstream = new UpstreamSource(URI.create(arguments[1]));
    var enricher = new SourcesEnricher(List.of(upstream), new Fusion(Trust.DEFAULTS), clock);
    try {
      Database database = Database.open(config.database(), data);
      App app = App.start(config, database, enricher, clock);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                app.close();
                database.close();
              }));
      System.out.println("Placemill is ready at " + app.url());
    } catch (StartFailure e) {
      System.err.println("refused: " + e.getMessage());
      System.exit(1);
    }
  }
}
