package dev.placemill.server.console;

import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.org.Sessions;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `/`, what the page there is made of, and signing in to it.
public final class ConsoleRoutes {
  private static final String HTML = "text/html";
  private static final String EXAMPLE = "examples/stores.csv";
  private static final String PAGE = "index.html";

  private static final String VERSION =
      Objects.requireNonNullElse(
          ConsoleRoutes.class.getPackage().getImplementationVersion(), "unknown");

  private final ConsoleConfig config;
  private final Assets assets = new Assets();
  private final SessionRoutes session;

  /// @param longest how long somebody may be signed in
  /// @param publicUrl where clients reach the server, or null when nobody has said so
  public ConsoleRoutes(
      ConsoleConfig config,
      ConsoleLimits limits,
      Sessions sessions,
      Duration longest,
      @Nullable URI publicUrl) {
    this.config = config;
    this.session =
        new SessionRoutes(
            sessions,
            new SessionJson(VERSION, config.tiles(), limits),
            new SessionCookie(longest, publicUrl),
            new WrongKeys(System::nanoTime));
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    session.register(router);
    router.route("GET", "/", Offer.of(HTML), this::page);
    router.route(
        "GET",
        "/console/" + EXAMPLE,
        Offer.WITHOUT_CHOICE,
        request -> assets.example(EXAMPLE).answer(request));
    router.route(
        "GET",
        "/console/{file}",
        Offer.WITHOUT_CHOICE,
        request -> assets.own(request.path("file")).answer(request));
    router.route(
        "GET",
        "/console/lib/{library}/{file}",
        Offer.WITHOUT_CHOICE,
        request -> library(request, request.path("file")));
    router.route(
        "GET",
        "/console/lib/{library}/{folder}/{file}",
        Offer.WITHOUT_CHOICE,
        request -> library(request, request.path("folder") + "/" + request.path("file")));
  }

  private Response library(Request request, String file) {
    return assets.ofLibrary(request.path("library") + "/" + file).answer(request);
  }

  private Response page(Request request) {
    return assets
        .own(PAGE)
        .answer(request)
        .with("Content-Security-Policy", contentSecurityPolicy())
        .with("Cross-Origin-Opener-Policy", "same-origin");
  }

  /// Nothing from elsewhere but the squares of the map, no script or style within the page, and no
  /// page of others around it.
  private String contentSecurityPolicy() {
    String tiles = config.tiles() == null ? "" : " " + config.tiles().origin();
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:"
        + tiles
        + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }
}
