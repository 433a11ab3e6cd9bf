package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of a request: one JSON document in UTF-8, read once from front to back. What is wrong
/// with it as JSON is the client's to hear, with the line and column.
final class JsonBody {
  private static final int MAX_NESTING = 100;
  private static final int MAX_STRING = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxStringLength(MAX_STRING)
                          .build())
                  .build())
          .build();

  /// Where a value stands in the body.
  ///
  /// @param begin of its first byte
  /// @param end after its last byte
  /// @param values how many values it consists of, counting each number, text, array and object
  record Span(int begin, int end, int values) {
    int bytes() {
      return end - begin;
    }
  }

  private final byte[] body;

  JsonBody(byte[] body) {
    this.body = body;
  }

  <T> T read(Function<JsonParser, T> reading) {
    refuseOtherThanUtf8();
    try (JsonParser json = MAPPER.createParser(body)) {
      T result = reading.apply(json);
      if (json.nextToken() != null) {
        throw new ApiException(
            ErrorCode.MALFORMED_JSON, "There is more after the end of the JSON document.");
      }
      return result;
    } catch (JacksonException e) {
      throw malformed(e, lineAndColumn(e));
    }
  }

  /// The JSON library would read UTF-16 and UTF-32 as well, where bytes are not what is stored. A
  /// JSON text begins with an ASCII character, so those have a zero byte among the first two.
  private void refuseOtherThanUtf8() {
    boolean marked = body.length > 1 && (body[0] & 0xff) >= 0xfe && (body[1] & 0xff) >= 0xfe;
    if (marked || (body.length > 1 && (body[0] == 0 || body[1] == 0))) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON, "The body is not JSON in UTF-8; other encodings are not read.");
    }
  }

  private static ApiException malformed(JacksonException e, String where) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException ours) {
        return ours;
      }
    }
    return new ApiException(
        ErrorCode.MALFORMED_JSON,
        "The body is not valid JSON in UTF-8%s: %s".formatted(where, e.getOriginalMessage()));
  }

  private static String lineAndColumn(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  static void expectObject(@Nullable JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The body must be a JSON object.",
          List.of(new Fault("#", "must be an object")));
    }
  }

  /// A value that was passed over.
  ///
  /// @param pointer to it
  JsonNode tree(String pointer, Span span) {
    try {
      return MAPPER.readTree(body, span.begin(), span.bytes());
    } catch (JacksonException e) {
      throw malformed(e, " (in %s)".formatted(pointer));
    }
  }

  byte[] bytes(Span span) {
    return Arrays.copyOfRange(body, span.begin(), span.end());
  }

  /// Passes over the current value, without keeping anything of it. Of a value that is neither
  /// object nor array the span is of no use: it is not read to its end.
  static Span passOver(JsonParser json) {
    int begin = (int) json.currentTokenLocation().getByteOffset();
    int values = 0;
    int open = 0;
    do {
      JsonToken token = values == 0 ? json.currentToken() : json.nextToken();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
      if (token.isStructStart() || token.isScalarValue()) {
        values++;
      }
    } while (open > 0);
    return new Span(begin, (int) json.currentLocation().getByteOffset(), values);
  }
}
