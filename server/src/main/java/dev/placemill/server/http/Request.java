package dev.placemill.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a handler needs to know of a request.
public final class Request {
  private final Origin origin;
  private final Target target;
  private final Map<String, String> pathParameters;
  private final @Nullable String accepted;
  private final Function<String, List<String>> query;
  private final Function<String, @Nullable String> headers;
  private final IncomingBody body;

  /// @param accepted of the media types the route offers, or null where there is no choice
  Request(
      Origin origin,
      Target target,
      Map<String, String> pathParameters,
      @Nullable String accepted,
      Function<String, List<String>> query,
      Function<String, @Nullable String> headers,
      IncomingBody body) {
    this.origin = origin;
    this.target = target;
    this.pathParameters = pathParameters;
    this.accepted = accepted;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  /// Where it came from.
  public Origin origin() {
    return origin;
  }

  /// The part of the path a route calls by this name.
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  /// The path as the server sees it, percent-decoded, without what a proxy takes away.
  public String path() {
    return target.path();
  }

  public String method() {
    return target.method();
  }

  /// The host as the client calls this server, and the port where it is not the usual one.
  public String authority() {
    return target.authority();
  }

  /// Whether this server itself speaks TLS with whoever connected.
  public boolean isOverTls() {
    return target.isOverTls();
  }

  /// Whether the path ends with a slash, which no route asks for: from there the relative links of
  /// a page lead elsewhere.
  public boolean hasSlashAtEnd() {
    return path().endsWith("/");
  }

  /// Whether the path is that under `/v1/{org}`, as against under `/{org}`.
  public boolean isOfV1() {
    return path().startsWith("/v1/" + path("org") + "/");
  }

  /// The media type, of those the route offers, in which the client wants its answer.
  public String accepted() {
    if (accepted == null) {
      throw new IllegalStateException("the route offers no choice of media types");
    }
    return accepted;
  }

  /// What a path begins with as the client sees it, when a proxy takes that part away: what a link
  /// in an answer begins with. Mostly empty.
  public String prefix() {
    return target.prefix();
  }

  public Optional<String> findQuery(String name) {
    return query.apply(name).stream().findFirst();
  }

  /// All values of a parameter that may be given several times.
  public List<String> queries(String name) {
    return query.apply(name);
  }

  /// Whether a parameter says `true`; anything else than that and `false` is the client's mistake.
  public boolean says(String name) {
    String said = findQuery(name).orElse("false");
    if (!said.equals("true") && !said.equals("false")) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "%s must be \"true\" or \"false\", was \"%s\".".formatted(name, said));
    }
    return said.equals("true");
  }

  public Optional<String> findHeader(String name) {
    return Optional.ofNullable(headers.apply(name));
  }

  /// A whole number from the query; anything else there is the client's mistake.
  public Optional<Integer> findWholeNumber(String name, int least, int most) {
    return findQuery(name)
        .map(text -> {
          try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException _) {
            // said below
          }
          throw new ApiException(
              ErrorCode.INVALID_PARAMETER,
              "%s must be a whole number from %,d to %,d, was \"%s\""
                  .formatted(name, least, most, text));
        });
  }

  /// The body, decompressed, and cut off with 413 when it grows over the limit.
  public InputStream body() {
    return body.open();
  }

  /// The body, decompressed, for whoever keeps nothing of it in memory.
  ///
  /// @param mostBytes cut off with 413 when it grows over that, whatever the limit of others
  /// @param remedy what a client does about one that is larger, to end a sentence
  public InputStream bodyUpTo(long mostBytes, String remedy) {
    return body.openUpTo(new BoundedBody.Limit(mostBytes, remedy));
  }

  /// The whole body of a list of places, which may be larger than other bodies. Whoever asks for it
  /// closes it.
  public KeptBody list() {
    return body.keep();
  }

  /// A JSON body to its end; refuses any other declared type.
  public byte[] jsonBody() {
    requireJson();
    return bytes();
  }

  /// Refuses a body of any other declared type.
  public void requireJson() {
    String type = findHeader("Content-Type").orElse("application/json");
    String essence = type.split(";", 2)[0].strip();
    if (!essence.equalsIgnoreCase("application/json")) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "This takes JSON; send the header Content-Type: application/json (it was \"%s\")."
              .formatted(essence));
    }
  }

  /// The body to its end.
  public byte[] bytes() {
    try (InputStream bytes = body()) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "The body could not be read to its end: %s.".formatted(e.getMessage()));
    }
  }
}
