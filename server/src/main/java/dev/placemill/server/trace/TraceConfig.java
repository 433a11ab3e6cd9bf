package dev.placemill.server.trace;

import dev.placemill.config.ConfigReader;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where traces are sent: the keys `otel.*`.
///
/// @param endpoint that takes OTLP over HTTP; null for nowhere
/// @param service the name under which traces are found there
/// @param headers sent along, such as a key
/// @param sample the part of traces begun here that is recorded
public record TraceConfig(
    @Nullable URI endpoint, String service, Map<String, String> headers, double sample) {
  private static final String USUAL_SERVICE = "placemill";

  /// Recorded nowhere.
  public static final TraceConfig OFF = new TraceConfig(null, USUAL_SERVICE, Map.of(), 1);

  public TraceConfig {
    headers = Map.copyOf(headers);
  }

  public static TraceConfig read(ConfigReader reader) {
    URI endpoint =
        reader.address(
            "otel.endpoint",
            "where traces are sent, as OTLP over HTTP: `http://localhost:4318`; unset means"
                + " nowhere",
            "OTEL_EXPORTER_OTLP_ENDPOINT");
    String service =
        reader.text(
            "otel.service-name",
            USUAL_SERVICE,
            "the name under which traces are found there",
            "OTEL_SERVICE_NAME");
    String headers =
        reader.secret(
            "otel.headers",
            "headers sent to `otel.endpoint`, such as a key: `name=value`, with commas between");
    double sample =
        reader.decimal(
            "otel.sample",
            "1",
            "the part of traces begun here that is recorded; those that clients began go as they"
                + " say",
            0,
            1);
    return new TraceConfig(
        endpoint, service, headers == null ? Map.of() : headers(headers, reader), sample);
  }

  private static Map<String, String> headers(String text, ConfigReader reader) {
    Map<String, String> headers = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String[] words = part.split("=", 2);
      if (words.length < 2 || words[0].isBlank()) {
        reader.refuse("otel.headers must be like name=value, with commas between.");
        return Map.of();
      }
      headers.put(words[0].strip(), words[1].strip());
    }
    return headers;
  }
}
