package dev.placemill.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.attribute.Confidence;
import dev.placemill.enricher.FailureCode;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.place.InputFault;
import dev.placemill.server.audit.Action;
import dev.placemill.server.batch.BatchStatus;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Scope;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The OpenAPI document says what the code does, all of it and nothing else.
class ApiDocumentTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final ApiDocument document = ApiDocument.load();
  private final Schemas schemas = new Schemas(document.under(""));

  private interface OperationReader {
    void read(String method, String path, JsonNode operation);
  }

  private void forEachOperation(String section, OperationReader reader) {
    schemas
        .document()
        .path(section)
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation ->
                    reader.read(operation.getKey(), path.getKey(), operation.getValue())));
  }

  @Test
  void everyFileIsPartOfTheDocument() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/main/resources/dev/placemill/server/docs/openapi"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              ApiDocument.FILES.stream().map(file -> file + ".yaml").toList());
    }
  }

  @Test
  void everyRouteIsDocumentedUnderEachOfItsPrefixesAndNoOther() {
    Set<String> documented = new TreeSet<>();
    forEachOperation(
        "paths",
        (method, path, operation) -> {
          JsonNode ofPath = schemas.document().path("paths").path(path).path("servers");
          JsonNode servers = ofPath.isMissingNode() ? schemas.document().path("servers") : ofPath;
          for (JsonNode server : servers.values()) {
            String prefix = server.path("url").asString();
            documented.add(
                method.toUpperCase(Locale.ROOT) + " " + (prefix.equals("/") ? "" : prefix) + path);
          }
        });
    try (TestServer server = TestServer.start(DATABASE.database(), FakeSource.knowingAll())) {
      assertThat(server.routes()).containsExactlyInAnyOrderElementsOf(documented);
    }
  }

  @Test
  void everyListOfWordsIsThatOfTheCode() {
    assertThat(words("ErrorCode"))
        .isEqualTo(Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).toList());
    assertThat(words("KeyScope"))
        .isEqualTo(Arrays.stream(Scope.values()).map(Scope::wireName).toList());
    assertThat(words(schema("AuditEntry").path("properties").path("action")))
        .isEqualTo(Arrays.stream(Action.values()).map(Action::wireName).toList());
    assertThat(words("AttributeName"))
        .isEqualTo(Arrays.stream(Attribute.values()).map(Attribute::wireName).toList());
    assertThat(words("AttributeKey"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    AttributeKeys.wireNames().stream(),
                    AttributeKeys.ofHostedService().keySet().stream())
                .toList());
    assertThat(words("AttributeSet"))
        .isEqualTo(Arrays.stream(AttributeSet.values()).map(AttributeSet::wireName).toList());
    assertThat(words("Confidence"))
        .isEqualTo(Arrays.stream(Confidence.values()).map(Confidence::name).toList());
    assertThat(words("AttributeStatus"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AttributeStatus.values()).map(AttributeStatus::wireName).toList());
    assertThat(words("BatchStatus"))
        .isEqualTo(Arrays.stream(BatchStatus.values()).map(BatchStatus::wireName).toList());
    assertThat(words(schema("Batch").path("properties").path("priority")))
        .isEqualTo(Arrays.stream(Priority.values()).map(Priority::wireName).toList());
    assertThat(words(schema("BatchToCreate").path("properties").path("priority")))
        .isEqualTo(Arrays.stream(Priority.values()).map(Priority::wireName).toList());
    assertThat(words(schema("Item").path("properties").path("error_code")))
        .isEqualTo(
            Stream.concat(
                    Arrays.stream(InputFault.values()).map(InputFault::code),
                    Arrays.stream(FailureCode.values()).map(FailureCode::wireName))
                .toList());
  }

  private JsonNode schema(String name) {
    return schemas.document().path("components").path("schemas").path(name);
  }

  private List<String> words(String schema) {
    return words(schema(schema));
  }

  private static List<String> words(JsonNode schema) {
    return schema
        .path("enum")
        .valueStream()
        .filter(word -> !word.isNull())
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void everyAttributeHasASchemaOfItsKind() {
    JsonNode fields = schema("EnrichedData").path("properties");
    for (Attribute attribute : Attribute.values()) {
      JsonNode field = schemas.resolved(fields.path(attribute.wireName()));
      assertThat(field.path("type").asString(""))
          .as("the type of %s", attribute.wireName())
          .isEqualTo(type(attribute.kind()));
    }
    List<String> beside =
        List.of(
            "phone_national",
            "opening_hours_grouped_by_hours",
            "opening_hours_osm",
            "is_open_24h",
            "coordinates_distance");
    assertThat(fields.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(Attribute.values()).map(Attribute::wireName), beside.stream())
                .toList());
  }

  private static String type(Attribute.Kind kind) {
    return switch (kind) {
      case TEXT, PHONE -> "string";
      case TEXT_LIST, COORDINATES -> "array";
      case TEXT_MAP, OPENING_HOURS, ADDRESS, HOST -> "object";
      case NUMBER -> "integer";
      case FLAG -> "boolean";
    };
  }

  @Test
  void everyOperationHasExamplesThatAreAsItsSchemasSay() {
    List<String> faults = new ArrayList<>();
    OperationReader check =
        (method, path, operation) -> {
          String name = operation.path("operationId").asString();
          addFaults(name + " request", operation.path("requestBody"), faults);
          operation
              .path("responses")
              .properties()
              .forEach(answer ->
                  addFaults(
                      name + " " + answer.getKey(), schemas.resolved(answer.getValue()), faults));
        };
    forEachOperation("paths", check);
    forEachOperation("webhooks", check);
    assertThat(faults).isEmpty();
  }

  private void addFaults(String where, JsonNode withContent, List<String> faults) {
    withContent
        .path("content")
        .properties()
        .forEach(content -> {
          JsonNode schema = content.getValue().path("schema");
          List<JsonNode> examples = new ArrayList<>();
          content
              .getValue()
              .path("examples")
              .forEach(example -> examples.add(schemas.resolved(example).path("value")));
          if (content.getValue().has("example")) {
            examples.add(content.getValue().path("example"));
          }
          if (examples.isEmpty() && !content.getKey().startsWith("image/")) {
            faults.add(where + " has no example in " + content.getKey());
          }
          examples.forEach(example ->
              schemas.faults(schema, example).forEach(fault -> faults.add(where + ": " + fault)));
        });
  }

  @Test
  void everySchemaSaysWhatItIs() {
    List<String> silent = new ArrayList<>();
    schemas
        .document()
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema -> addSilent(schema.getKey(), schema.getValue(), silent));
    assertThat(silent).isEmpty();
  }

  private static void addSilent(String name, JsonNode schema, List<String> silent) {
    if (!schema.has("description") && !schema.has("$ref")) {
      silent.add(name);
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> addSilent(name + "." + field.getKey(), field.getValue(), silent));
  }

  @Test
  void bothFormsAreOneDocumentAndItsServersAreWhereTheClientFoundIt() {
    assertThat(YAMLMapper.shared().readTree(document.yaml("")))
        .isEqualTo(JsonMapper.shared().readTree(document.json("")));
    JsonNode behindProxy = document.under("/places");
    assertThat(behindProxy.at("/servers/0/url").asString()).isEqualTo("/places");
    assertThat(behindProxy.at("/servers/1/url").asString()).isEqualTo("/places/v1");
    assertThat(behindProxy.at("/paths/~1livez/servers/0/url").asString()).isEqualTo("/places");
    assertThat(document.under("").at("/servers/0/url").asString()).isEqualTo("/");
  }
}
