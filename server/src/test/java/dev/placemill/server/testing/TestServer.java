package dev.placemill.server.testing;

import dev.placemill.config.ConfigReader;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import dev.placemill.server.org.NewKey;
import dev.placemill.server.org.OrgStore;
import dev.placemill.source.EnrichmentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server on a free port with a real database, and a client signed in to it.
public final class TestServer implements AutoCloseable {
  private static final NewKey EVERYTHING = new NewKey(null, Set.of(Scope.values()), null);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path NOTHING_IMPORTED = Path.of("target", "nothing-imported");

  private final App app;
  private final OrgStore orgs;
  private final String org;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(App app, OrgStore orgs, String org, String key) {
    this.app = app;
    this.orgs = orgs;
    this.org = org;
    this.key = key;
  }

  public static TestServer start(Database database, EnrichmentSource... sources) {
    return start(database, Map.of(), sources);
  }

  /// @param settings as in the configuration file, over the defaults
  public static TestServer start(
      Database database, Map<String, String> settings, EnrichmentSource... sources) {
    return start(database, settings, new ReferenceCatalog(NOTHING_IMPORTED), sources);
  }

  /// @param reference what places are matched with
  public static TestServer start(
      Database database,
      Map<String, String> settings,
      ReferenceCatalog reference,
      EnrichmentSource... sources) {
    Map<String, String> flags = new TreeMap<>(settings);
    flags.putIfAbsent("http.port", "0");
    flags.putIfAbsent("worker.first-retry-delay", "10ms");
    AppConfig config = AppConfig.read(ConfigReader.of(Path.of("."), null, Map.of(), flags));
    var orgs = new OrgStore(database);
    App app =
        App.start(
            config,
            database,
            watch ->
                new SourcesEnricher(
                    List.of(sources), new Fusion(Trust.DEFAULTS), Clock.systemUTC(), watch),
            reference,
            Clock.systemUTC());
    return new TestServer(app, orgs, "acme", orgs.makeKey("acme", EVERYTHING));
  }

  /// A key of another organization.
  public String keyOf(String otherOrg) {
    return orgs.makeKey(otherOrg, EVERYTHING);
  }

  /// Another key of the same organization.
  public String keyWith(Scope... scopes) {
    return orgs.makeKey(org, new NewKey(null, Set.of(scopes), null));
  }

  public String key() {
    return key;
  }

  public URI url() {
    return app.url();
  }

  /// Every method and path: `GET /livez`.
  public List<String> routes() {
    return app.routes().stream().map(route -> route.method() + " " + route.path()).toList();
  }

  /// Every route of organizations, under both its prefixes.
  public List<Router.Route> organizationRoutes() {
    return app.routes().stream().filter(route -> route.scope() != null).toList();
  }

  /// An answer, its body read as JSON.
  public record Answer(int status, Map<String, List<String>> headers, String text) {
    public JsonNode json() {
      return JSON.readTree(text);
    }

    /// The first value of a header that must be there.
    public String header(String name) {
      return headers.getOrDefault(name, List.of()).stream()
          .findFirst()
          .orElseThrow(() -> new AssertionError("no header " + name + " in " + headers));
    }
  }

  public Answer get(String path) {
    return send(request("/" + org + "/place_enrichment/batches" + path).GET());
  }

  public Answer post(String path, String body) {
    return send(
        request("/" + org + "/place_enrichment/batches" + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /// A request to any path, signed in, to be changed at will.
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(app.url().resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Submits places with these names, ids p0, p1, ..., in New York.
  ///
  /// @return the batch's id
  public String submit(String... names) {
    Answer answer = post("", batchOf(names));
    if (answer.status() != 202) {
      throw new IllegalStateException(answer.text());
    }
    return answer.json().path("batch_id").asString();
  }

  public static String batchOf(String... names) {
    var root = JSON.createObjectNode();
    root.put("batch_name", "test");
    var places = root.putArray("places");
    for (int i = 0; i < names.length; i++) {
      var inputs = places.addObject().put("place_id", "p" + i).putObject("inputs");
      inputs.put("name", names[i]).put("latitude", 40.7128).put("longitude", -74.0060);
    }
    return root.toString();
  }

  /// Polls until the batch has ended.
  public JsonNode awaitEnd(String batchId) {
    long giveUpAt = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < giveUpAt) {
      JsonNode batch = get("/" + batchId).json();
      if (List.of("completed", "partial", "failed").contains(batch.path("status").asString())) {
        return batch;
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("batch did not end: " + get("/" + batchId).text());
  }

  @Override
  public void close() {
    app.close();
    client.close();
  }
}
