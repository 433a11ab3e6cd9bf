package dev.placemill.server.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.db.Database;
import dev.placemill.server.export.ExportStore.Position;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.RequestName;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Exports as the newer API of the hosted service has them: asked for, listed, looked at,
/// downloaded.
public final class ExportRoutes {
  private static final String EXPORTS = "/place_enrichment/exports";
  private static final String EXPORT = EXPORTS + "/{export_id}";
  private static final String CSV = "text/csv";
  private static final String JSON = "application/json";
  private static final Offer FILE_OR_STATUS = Offer.of(CSV, JSON);
  private static final int MOST_LISTED = 200;
  private static final int USUAL_LISTED = 50;
  private static final Pattern POSITION = Pattern.compile("([0-9TZ:.-]{20,30})/([0-9a-f-]{36})");
  private static final int RETRY_SECONDS = 5;

  private final ExportStore store;
  private final BatchResults results;
  private final ExportConfig config;
  private final ExportWork work;

  /// @param remembered how long it is known that there was an export
  public ExportRoutes(
      Database database, BatchResults results, ExportConfig config, Duration remembered) {
    this.store = new ExportStore(database);
    this.results = results;
    this.config = config;
    this.work = new ExportWork(store, results, config, remembered);
  }

  /// What makes the exports that were asked for.
  public ExportWork work() {
    return work;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", EXPORTS, FILE_OR_STATUS, this::create);
    router.organizationRoute("GET", EXPORTS, this::list);
    router.organizationRoute(
        "GET",
        EXPORT,
        (request, caller) ->
            json(200, ExportJson.of(find(request, caller), path(request, caller))));
    router.organizationRoute("GET", EXPORT + "/download", Offer.of(CSV), this::download);
  }

  private Response create(Request request, Caller caller) {
    String key = RequestName.find(request).orElse(null);
    List<String> ids = ExportReader.batchIds(request.jsonBody());
    Optional<Export> before = key == null ? Optional.empty() : store.findByKey(caller.orgId(), key);
    if (before.isPresent()) {
      return accepted(sameRequest(before.get(), ids), request, caller)
          .with("Idempotent-Replayed", "true");
    }
    List<Stored> batches = ids.stream().map(id -> results.find(caller.orgId(), id)).toList();
    if (isAnsweredAtOnce(request, batches)) {
      ExportFile file = ExportFile.of(results, batches, () -> {});
      return csv("export", out -> file.writeTo(out, () -> {}));
    }
    List<String> names = batches.stream().map(Stored::name).toList();
    Export export = store.add(caller.orgId(), ids, names, key);
    return accepted(sameRequest(export, ids), request, caller);
  }

  private boolean isAnsweredAtOnce(Request request, List<Stored> batches) {
    boolean fits =
        batches.size() == 1
            || batches.stream().mapToLong(Stored::total).sum() <= config.inlinePlaces();
    return fits && request.accepted().equals(CSV) && !wantsBackground(request);
  }

  /// As RFC 7240 has it.
  private static boolean wantsBackground(Request request) {
    return request
        .findHeader("Prefer")
        .map(preferences -> preferences.toLowerCase(Locale.ROOT).contains("respond-async"))
        .orElse(false);
  }

  private static Export sameRequest(Export export, List<String> ids) {
    if (!export.batchIds().equals(ids)) {
      throw new ApiException(
          ErrorCode.EXPORT_KEY_REUSED,
          "This Idempotency-Key was used for an export of other batches, %s; take a new one."
              .formatted(export.publicId()));
    }
    return export;
  }

  private static Response accepted(Export export, Request request, Caller caller) {
    Response response =
        json(202, ExportJson.of(export, path(request, caller)))
            .with("Location", "/%s%s/%s".formatted(caller.org(), EXPORTS, export.publicId()))
            .with("Retry-After", Integer.toString(RETRY_SECONDS));
    return wantsBackground(request)
        ? response.with("Preference-Applied", "respond-async")
        : response;
  }

  private Response list(Request request, Caller caller) {
    int limit = request.findWholeNumber("limit", 1, MOST_LISTED).orElse(USUAL_LISTED);
    ExportStatus status =
        request
            .findQuery("status")
            .map(word ->
                ExportStatus.findByWireName(word)
                    .orElseThrow(() ->
                        new ApiException(
                            ErrorCode.INVALID_PARAMETER,
                            "status must be of %s, was \"%s\""
                                .formatted(String.join(", ", ExportStatus.wireNames()), word))))
            .orElse(null);
    Position after = request.findQuery("cursor").map(ExportRoutes::position).orElse(null);
    // One more than asked for tells whether there is a next page.
    List<Export> found = store.list(caller.orgId(), status, after, limit + 1);
    List<Export> page = found.subList(0, Math.min(limit, found.size()));
    String cursor = found.size() > limit ? cursor(page.getLast()) : null;
    return json(200, ExportJson.of(page, cursor, path(request, caller)));
  }

  private static String cursor(Export last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((last.createdAt() + "/" + last.id()).getBytes(US_ASCII));
  }

  private static Position position(String cursor) {
    try {
      Matcher text =
          POSITION.matcher(
              new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
      if (text.matches()) {
        return new Position(Instant.parse(text.group(1)), UUID.fromString(text.group(2)));
      }
    } catch (RuntimeException _) {
      // said below
    }
    throw new ApiException(
        ErrorCode.INVALID_PARAMETER,
        "cursor must be the next_cursor of an earlier answer, was \"%s\"".formatted(cursor));
  }

  private Response download(Request request, Caller caller) {
    Export export = find(request, caller);
    return switch (export.status()) {
      case COMPLETED -> csv(export.publicId(), out -> writeParts(export, out));
      case EXPIRED ->
          throw new ApiException(
              ErrorCode.EXPORT_EXPIRED,
              "The file of this export was kept until %s.".formatted(export.expiresAt()));
      case FAILED ->
          throw new ApiException(
              ErrorCode.EXPORT_NOT_COMPLETED,
              "This export failed and has no file: %s".formatted(export.error()));
      case QUEUED, RUNNING ->
          throw new ApiException(
                  ErrorCode.EXPORT_NOT_COMPLETED,
                  "This export is %s; its file is there once it is completed."
                      .formatted(export.status().wireName()))
              .retryAfter(RETRY_SECONDS);
    };
  }

  /// Part by part, each a short read of its own.
  private void writeParts(Export export, OutputStream out) throws IOException {
    long left = export.bytes() == null ? 0 : export.bytes();
    for (int number = 0; left > 0; number++) {
      byte[] part =
          store
              .findPart(export.id(), number)
              .orElseThrow(() -> new IllegalStateException("the file has expired meanwhile"));
      out.write(part);
      left -= part.length;
    }
  }

  private Export find(Request request, Caller caller) {
    String publicId = request.path("export_id");
    UUID id = Export.id(publicId);
    return Optional.ofNullable(id)
        .flatMap(known -> store.find(caller.orgId(), known))
        .orElseThrow(() ->
            new ApiException(
                ErrorCode.EXPORT_NOT_FOUND,
                "This organization has no export \"%s\".".formatted(publicId)));
  }

  private static String path(Request request, Caller caller) {
    return request.prefix() + "/" + caller.org() + EXPORTS;
  }

  private static Response json(int status, byte[] body) {
    return Response.json(status, out -> out.write(body));
  }

  private static Response csv(String name, Response.Body body) {
    return new Response(
        200,
        Map.of(
            "Content-Type",
            CSV + "; charset=utf-8",
            "Content-Disposition",
            "attachment; filename=\"%s.csv\"".formatted(name),
            "Cache-Control",
            "no-store"),
        body);
  }
}
