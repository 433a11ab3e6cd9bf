package dev.placemill.server.docs;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What every route of an organization answers, whichever it is, because it is answered before the
/// route is asked: refused for its scope or its quota, and beside everything else what is left of
/// the quota. Said in one place, so that no file has to say it of each of its paths.
final class OrganizationAnswers {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Map<String, String> REFUSALS =
      Map.of("403", "#/components/responses/Forbidden", "429", "#/components/responses/TooMany");
  private static final Map<String, String> HEADERS =
      Map.of(
          "RateLimit-Policy",
          "#/components/headers/RateLimitPolicy",
          "RateLimit",
          "#/components/headers/RateLimit");

  private OrganizationAnswers() {}

  static void addTo(ObjectNode document) {
    document
        .path("paths")
        .properties()
        .forEach(path -> {
          if (path.getKey().startsWith("/{org}")) {
            path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> addToOperation(operation.getValue()));
          }
        });
  }

  private static void addToOperation(JsonNode operation) {
    ObjectNode responses = (ObjectNode) operation.path("responses");
    REFUSALS.forEach((status, response) -> {
      if (!responses.has(status)) {
        responses.putObject(status).put("$ref", response);
      }
    });
    responses.forEach(response -> {
      if (response instanceof ObjectNode own && !own.has("$ref")) {
        ObjectNode headers = own.withObjectProperty("headers");
        HEADERS.forEach((name, header) -> headers.putObject(name).put("$ref", header));
      }
    });
  }
}
