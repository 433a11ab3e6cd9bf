package dev.placemill.server.dataset;

import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ReferenceDatasets;
import dev.placemill.reference.UnreadableDataset;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.UnreadableFile;
import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import dev.placemill.table.UnusableList;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API of reference data. It is of this server's data directory: all organizations share it,
/// and no other server has it.
public final class DatasetRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetRoutes.class);
  private static final String DATASETS = "/place_enrichment/datasets";
  private static final String IMPORTS = DATASETS + "/imports";
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

  private final DatasetConfig config;
  private final Database database;
  private final ReferenceDatasets datasets;
  private final DatasetFiles files = new DatasetFiles();
  private final ImportDirectory directory;
  private final SentFiles sent;
  private final DatasetImports imports;

  /// @param referenceDirectory of the imported data, which may not exist yet
  public DatasetRoutes(
      DatasetConfig config, Path referenceDirectory, Database database, Clock clock) {
    this.config = config;
    this.database = database;
    this.datasets = new ReferenceDatasets(referenceDirectory);
    this.directory = new ImportDirectory(config.importDirectory());
    this.sent = new SentFiles(referenceDirectory.resolve("sent"), config.maxUploadBytes());
    this.imports = new DatasetImports(referenceDirectory, clock);
    imports.deleteLeftovers(sent);
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("GET", DATASETS, (_, _) -> list());
    router.organizationRoute(
        "DELETE", DATASETS + "/{dataset}", Scope.ADMIN, Offer.WITHOUT_CHOICE, this::drop);
    router.organizationRoute("POST", IMPORTS, Scope.ADMIN, this::start);
    router.organizationRoute(
        "GET", IMPORTS, (_, _) -> json(200, DatasetJson.imports(imports.list())));
    router.organizationRoute("GET", IMPORTS + "/{import_id}", (request, _) -> show(request));
  }

  private Response list() {
    return json(200, DatasetJson.datasets(listed(), directory.isOpen()));
  }

  private List<ReferenceDatasets.Listed> listed() {
    try {
      return datasets.list();
    } catch (UnreadableDataset e) {
      LOG.warn("The list of datasets could not be read", e);
      throw new ApiException(
              ErrorCode.UNAVAILABLE, "The list of datasets cannot be read; the log says why.")
          .retryAfter(TRY_AGAIN_AFTER.toSeconds());
    }
  }

  private Response start(Request request, Caller caller) {
    requireManager(caller);
    ImportOrder order = order(request);
    String path = order.path();
    Author author = Author.of(request, caller);
    DatasetImport begun =
        imports.start(
            order,
            id ->
                path == null
                    ? sent.take(request, id, order.file())
                    : directory.file(path, order.file()),
            file -> plan(order, file),
            completed -> tellAudit(author, completed));
    return json(202, DatasetJson.of(begun))
        .with("Location", "/%s%s/%s".formatted(caller.org(), IMPORTS, begun.id()));
  }

  /// The datasets are shared by all organizations.
  private void requireManager(Caller caller) {
    String manager = config.managedBy();
    if (manager != null && !manager.equals(caller.org())) {
      throw new ApiException(
          ErrorCode.IMPORT_NOT_ALLOWED,
          "The datasets of this server are managed by another organization, which its setting %s"
                  .formatted(DatasetConfig.MANAGED_BY)
              + " names.");
    }
  }

  private static ImportOrder order(Request request) {
    String type =
        request
            .findHeader("Content-Type")
            .orElse("")
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case BYTES -> OrderReader.ofQuery(request);
      case JSON -> OrderReader.ofJson(request.jsonBody());
      default ->
          throw new ApiException(
                  ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                  "This takes a file as %s, or the path of one as %s; the header Content-Type says"
                          .formatted(BYTES, JSON)
                      + " \"%s\".".formatted(type))
              .accepting(List.of(BYTES, JSON));
    };
  }

  private ImportRequest plan(ImportOrder order, FileAtHand file) {
    PlaceFile places;
    try {
      places = files.open(file.path(), order.columns());
    } catch (UnreadableFile | UnusableList e) {
      throw new ApiException(
          ErrorCode.UNREADABLE_FILE, file.inWordsOfClient(String.valueOf(e.getMessage())));
    }
    if (!order.columns().isEmpty() && !DatasetFiles.isTable(places)) {
      throw new ApiException(
          ErrorCode.UNREADABLE_FILE,
          "%s has no columns to be named; leave \"column\" out.".formatted(file.name()));
    }
    return DatasetFiles.request(
        order.dataset(),
        order.file(),
        List.of(places),
        order.version(),
        order.licence(),
        order.date());
  }

  /// The dataset is there whatever becomes of the entry.
  private void tellAudit(Author author, DatasetImport completed) {
    try {
      database.useTransaction(handle ->
          Audit.add(
              handle,
              author,
              Action.DATASET_IMPORTED,
              completed.dataset(),
              String.format(Locale.ROOT, "%s, %,d places", completed.file(), completed.places())));
    } catch (RuntimeException e) {
      LOG.warn(
          "the audit log lacks that the key {} imported {} as the dataset {}: {}",
          author.keyId(),
          completed.file(),
          completed.dataset(),
          e.toString());
    }
  }

  private Response show(Request request) {
    String id = request.path("import_id");
    return json(
        200,
        DatasetJson.of(
            imports
                .find(id)
                .orElseThrow(() ->
                    new ApiException(
                        ErrorCode.IMPORT_NOT_FOUND,
                        "This server knows no import \"%s\" since it started.".formatted(id)))));
  }

  private Response drop(Request request, Caller caller) {
    requireManager(caller);
    String name = request.path("dataset");
    return imports.alone(() -> {
      List<String> names = listed().stream().map(one -> one.dataset().name()).toList();
      if (!names.contains(name)) {
        throw new ApiException(ErrorCode.DATASET_NOT_FOUND, DatasetFiles.noneCalled(name, names));
      }
      database.useTransaction(handle -> {
        Audit.add(handle, Author.of(request, caller), Action.DATASET_DROPPED, name);
        var _ = datasets.drop(name);
      });
      return new Response(204, Map.of(), _ -> {});
    });
  }

  private static Response json(int status, byte[] body) {
    return Response.json(status, out -> out.write(body));
  }

  /// Gives up what is being imported.
  @Override
  public void close() {
    imports.close();
  }
}
