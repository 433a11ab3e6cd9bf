package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RawJsonTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int DOCUMENTS = 2_000;
  private static final int DEEPEST = 4;
  private static final List<String> PIECES =
      List.of("\"", "\\", "\\\"", "{", "}", "[", "]", ",", ":", "é", "ТВОЕ", "\n", "plain words");

  private final Random random = new Random(1);

  @Test
  void findsTheFieldsThatWereWritten() {
    for (int i = 0; i < DOCUMENTS; i++) {
      ObjectNode document = object(0);
      byte[] bytes = JSON.writeValueAsBytes(document);
      var json = new RawJson(bytes);

      Map<String, JsonNode> fields = new LinkedHashMap<>();
      json.fields(
          0,
          (name, from, to) -> {
            String written = JSON.readValue("\"" + json.name(name, from) + "\"", String.class);
            fields.put(written, JSON.readTree(json.text(from, to)));
            assertThat(json.isCalled(json.name(name, from).getBytes(UTF_8), name, from)).isTrue();
            assertThat(json.isCalled("no such name".getBytes(UTF_8), name, from)).isFalse();
          });

      assertThat(List.copyOf(fields.entrySet())).isEqualTo(List.copyOf(document.properties()));
      assertThat(json.end(0)).isEqualTo(bytes.length);
    }
  }

  @Test
  void findsTheElementsThatWereWritten() {
    for (int i = 0; i < DOCUMENTS; i++) {
      JsonNode array = array(0);
      var json = new RawJson(JSON.writeValueAsBytes(array));

      List<JsonNode> elements = new ArrayList<>();
      json.elements(0, from -> elements.add(JSON.readTree(json.text(from, json.end(from)))));

      assertThat(elements).isEqualTo(List.copyOf(array.values()));
    }
  }

  @Test
  void findsNothingInWhatIsNeitherObjectNorArray() {
    var json = new RawJson("null".getBytes(UTF_8));

    List<Integer> found = new ArrayList<>();
    json.fields(0, (name, _, _) -> found.add(name));
    json.elements(0, found::add);

    assertThat(found).isEmpty();
  }

  private JsonNode any(int depth) {
    return switch (random.nextInt(depth < DEEPEST ? 6 : 4)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.valueToTree(random.nextBoolean());
      case 2 -> JSON.valueToTree(random.nextInt());
      case 3 -> JSON.valueToTree(text());
      case 4 -> array(depth + 1);
      default -> object(depth + 1);
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JSON.createObjectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(text(), any(depth));
    }
    return object;
  }

  private JsonNode array(int depth) {
    var array = JSON.createArrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      array.add(any(depth));
    }
    return array;
  }

  /// Of any length, with everything that could be taken for an end.
  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
