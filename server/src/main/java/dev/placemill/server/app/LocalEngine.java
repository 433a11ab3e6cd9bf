package dev.placemill.server.app;

import dev.placemill.server.cli.Engine;
import dev.placemill.server.db.Database;
import dev.placemill.server.org.OrgStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets the commands of one machine talk to the server of a data directory, started if need be,
/// without anybody handling a key: one is made for the command and discarded after it.
final class LocalEngine implements Engine {
  private static final String DEFAULT_ORGANIZATION = "local";

  private final LocalApp local;

  LocalEngine(LocalApp local) {
    this.local = local;
  }

  @Override
  public Optional<Session> findRunning(Path dataDirectory, @Nullable String organization) {
    return ServerAddress.in(dataDirectory)
        .findReachable()
        .map(url -> {
          Database database = local.attach(dataDirectory);
          return session(url, database, organization, database::close);
        });
  }

  @Override
  public Session start(Path dataDirectory, @Nullable String organization) {
    RunningServer server =
        local.startServer(
            dataDirectory, Map.of("http.port", "0", "http.host", "127.0.0.1", "http.linger", "0s"));
    // Its certificate may change while the command runs; the connections that it has stay.
    List<URI> told = new ArrayList<>();
    server.tellLocalAddress(told::add);
    return session(told.getFirst(), server.database(), organization, server::close);
  }

  private static Session session(
      URI url, Database database, @Nullable String organization, Runnable closing) {
    String org = organization == null ? DEFAULT_ORGANIZATION : organization;
    var orgs = new OrgStore(database);
    String key = orgs.createPassingKey(org);
    return new Session(
        url,
        org,
        key,
        () -> {
          orgs.discard(key);
          closing.run();
        });
  }
}
