package dev.placemill.server.http;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An error as a client sees it: RFC 9457 `application/problem+json`.
final class Problem {
  private static final JsonFactory JSON = new JsonFactory();

  /// More faults than this are counted but not listed.
  private static final int MAX_LISTED_FAULTS = 100;

  private Problem() {}

  /// @param prefix what its `type` begins with, see [PathPrefix]
  static Response of(ApiException error, String requestId, String prefix) {
    byte[] body = document(error, requestId, prefix);
    Map<String, String> headers = new TreeMap<>(error.headers());
    headers.put("Content-Type", "application/problem+json");
    return new Response(error.code().status(), headers, out -> out.write(body));
  }

  static byte[] document(ApiException error, String requestId, String prefix) {
    ErrorCode code = error.code();
    List<Fault> faults = error.faults();
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", prefix + code.page());
      json.writeStringProperty("title", code.title());
      json.writeNumberProperty("status", code.status());
      json.writeStringProperty("detail", error.detail());
      json.writeStringProperty("code", code.wireName());
      json.writeStringProperty("request_id", requestId);
      if (!error.violatedPolicies().isEmpty()) {
        json.writeArrayPropertyStart("violated-policies");
        error.violatedPolicies().forEach(json::writeString);
        json.writeEndArray();
      }
      if (!faults.isEmpty()) {
        json.writeNumberProperty("error_count", faults.size());
        json.writeArrayPropertyStart("errors");
        for (Fault fault : faults.subList(0, Math.min(faults.size(), MAX_LISTED_FAULTS))) {
          json.writeStartObject();
          json.writeStringProperty("pointer", fault.pointer());
          json.writeStringProperty("detail", fault.detail());
          writeRow(json, fault.in());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeRow(JsonGenerator json, Fault.@Nullable InRow in) {
    if (in != null) {
      json.writeNumberProperty("row", in.row());
      json.writeNumberProperty("line", in.line());
      if (in.column() != null) {
        json.writeStringProperty("column", in.column());
      }
      json.writeStringProperty("code", in.code());
    }
  }
}
