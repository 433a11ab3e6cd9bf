package dev.placemill.server.console;

import static java.util.Map.entry;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of the page: all of ours, and of the libraries those that are named here.
final class Assets {
  /// One name without a path, in lower case, as all of ours are: our classes begin with a capital.
  private static final Pattern OWN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.([a-z0-9]+)");

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String IMAGE = "image/png";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html",
          "text/html; charset=utf-8",
          "js",
          SCRIPT,
          "css",
          STYLE,
          "json",
          "application/json",
          "svg",
          "image/svg+xml",
          "png",
          IMAGE);

  private static final String LIT = "/META-INF/resources/webjars/lit-html/3.3.2/";
  private static final String LEAFLET = "/META-INF/resources/webjars/leaflet/1.9.4/dist/";

  /// By where they are served below `/console/lib/`, so that what they name of each other is found.
  static final Map<String, Library> LIBRARIES =
      Map.ofEntries(
          entry("lit-html/lit-html.js", new Library(LIT + "lit-html.js", SCRIPT)),
          entry("lit-html/directive.js", new Library(LIT + "directive.js", SCRIPT)),
          entry("lit-html/directive-helpers.js", new Library(LIT + "directive-helpers.js", SCRIPT)),
          entry("lit-html/async-directive.js", new Library(LIT + "async-directive.js", SCRIPT)),
          lit("cache"),
          lit("class-map"),
          lit("guard"),
          lit("keyed"),
          lit("live"),
          lit("ref"),
          lit("repeat"),
          entry("leaflet/leaflet.js", new Library(LEAFLET + "leaflet.js", SCRIPT)),
          entry("leaflet/leaflet.css", new Library(LEAFLET + "leaflet.css", STYLE)),
          leafletImage("layers"),
          leafletImage("layers-2x"),
          leafletImage("marker-icon"),
          leafletImage("marker-icon-2x"),
          leafletImage("marker-shadow"));

  record Library(String resource, String mediaType) {}

  private final Map<String, Asset> read = new ConcurrentHashMap<>();

  private static Map.Entry<String, Library> lit(String directive) {
    String file = "directives/" + directive + ".js";
    return entry("lit-html/" + file, new Library(LIT + file, SCRIPT));
  }

  private static Map.Entry<String, Library> leafletImage(String name) {
    String file = "images/" + name + ".png";
    return entry("leaflet/" + file, new Library(LEAFLET + file, IMAGE));
  }

  Asset own(String file) {
    Matcher name = OWN.matcher(file);
    String mediaType = name.matches() ? MEDIA_TYPES.get(name.group(1)) : null;
    if (mediaType == null) {
      throw none(file);
    }
    return kept(file, mediaType).orElseThrow(() -> none(file));
  }

  /// The list that newcomers try, which the build takes from where people find it.
  Asset example(String resource) {
    return kept(resource, "text/csv; charset=utf-8")
        .orElseThrow(() -> new IllegalStateException("there is no file " + resource));
  }

  Asset ofLibrary(String path) {
    Library library = LIBRARIES.get(path);
    if (library == null) {
      throw none("lib/" + path);
    }
    return kept(library.resource, library.mediaType)
        .orElseThrow(() -> new IllegalStateException("there is no file " + library.resource));
  }

  private Optional<Asset> kept(String resource, String mediaType) {
    Asset known = read.get(resource);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Asset> found = Asset.find(resource, mediaType);
    found.ifPresent(asset -> read.put(resource, asset));
    return found;
  }

  private static ApiException none(String file) {
    return new ApiException(ErrorCode.NOT_FOUND, "The console has no file \"%s\".".formatted(file));
  }
}
