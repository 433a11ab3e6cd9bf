package dev.placemill.server.docs;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// `/openapi.json`, `/openapi.yaml`, `/docs` and `/problems`.
public final class DocsRoutes {
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

  /// Scripts and styles of this server alone, and no page of others may frame ours. What the viewer
  /// draws its arrows with are images within its style sheet.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /// The files of the page, ours and those of the viewer, by the name under which they are served.
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "pages.css", new Asset("pages.css", "text/css"),
          "start.js", new Asset("start.js", "text/javascript"),
          "swagger-ui.css", new Asset(VIEWER + "swagger-ui.css", "text/css"),
          "swagger-ui-bundle.js", new Asset(VIEWER + "swagger-ui-bundle.js", "text/javascript"),
          "favicon-32x32.png", new Asset(VIEWER + "favicon-32x32.png", "image/png"));

  private record Asset(String resource, String mediaType) {}

  private final ApiDocument document = ApiDocument.load();

  /// Adds the routes of this room.
  public void register(Router router) {
    router.route("GET", "/openapi.json", this::json);
    router.route("GET", "/openapi.yaml", Offer.of(YAML), this::yaml);
    router.route("GET", "/docs", Offer.of(HTML), DocsRoutes::page);
    router.route("GET", "/docs/{file}", Offer.WITHOUT_CHOICE, DocsRoutes::asset);
    router.route("GET", "/problems", Offer.of(JSON, HTML), DocsRoutes::problems);
    router.route("GET", "/problems/{code}", Offer.of(JSON, HTML), DocsRoutes::problem);
  }

  private Response json(Request request) {
    byte[] json = document.json(request.prefix());
    return Response.json(200, out -> out.write(json));
  }

  private Response yaml(Request request) {
    byte[] yaml = document.yaml(request.prefix());
    return new Response(200, Map.of("Content-Type", YAML), out -> out.write(yaml));
  }

  /// Its links are relative, so that they lead to the right place under any prefix, even one that
  /// nobody told us of; so does the way to it from the address with a slash.
  private static Response page(Request request) {
    return request.hasSlashAtEnd()
        ? new Response(308, Map.of("Location", "../docs"), _ -> {})
        : html(bytes("docs.html"));
  }

  private static Response asset(Request request) {
    Asset asset = ASSETS.get(request.path("file"));
    if (asset == null) {
      throw new ApiException(
          ErrorCode.NOT_FOUND, "The API page has no part \"%s\".".formatted(request.path("file")));
    }
    byte[] bytes = bytes(asset.resource);
    return new Response(200, Map.of("Content-Type", asset.mediaType), out -> out.write(bytes))
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "max-age=3600");
  }

  private static Response problems(Request request) {
    return request.accepted().equals(HTML)
        ? html(ProblemPages.allAsHtml(request.prefix()))
        : json(ProblemPages.allAsJson(request.prefix()));
  }

  private static Response problem(Request request) {
    String name = request.path("code");
    ErrorCode code =
        ErrorCode.findByWireName(name)
            .orElseThrow(() ->
                new ApiException(
                    ErrorCode.NOT_FOUND,
                    "There is no error \"%s\"; /problems lists all.".formatted(name)));
    return request.accepted().equals(HTML)
        ? html(ProblemPages.asHtml(code, request.prefix()))
        : json(ProblemPages.asJson(code, request.prefix()));
  }

  private static Response json(byte[] json) {
    return Response.json(200, out -> out.write(json)).with("Vary", "Accept");
  }

  private static Response html(byte[] page) {
    return new Response(
            200, Map.of("Content-Type", HTML + "; charset=utf-8"), out -> out.write(page))
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Vary", "Accept");
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = DocsRoutes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no file " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
