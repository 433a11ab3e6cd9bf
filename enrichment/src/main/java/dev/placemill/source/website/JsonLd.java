package dev.placemill.source.website;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON-LD of a page as people write it: with comments, commas too many, line breaks
/// within texts, escaped for HTML, in one graph or many scripts. No context is fetched: every
/// property is taken for schema.org's.
final class JsonLd {
  private static final int DEEPEST = 24;
  private static final int MOST_NODES = 20_000;
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^\\s*(?:<!--|//\\s*<!\\[CDATA\\[|<!\\[CDATA\\[|/\\*.*?\\*/)?\\s*", Pattern.DOTALL);
  private static final List<String> WRAPPING_ENDS = List.of("-->", "]]>", "//", ";");
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(200_000)
                          .build())
                  .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                  .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                  .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                  .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                  .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
                  .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, JsonNode> byId = new HashMap<>();
  private int nodes;

  private JsonLd() {}

  /// The things at the top of all scripts of the page.
  static List<Thing> of(Document page) {
    List<JsonNode> roots = new ArrayList<>();
    for (Element script : page.select("script[type~=(?i)^application/ld\\+json]")) {
      JsonNode root = parsed(script.data());
      if (root != null) {
        roots.add(root);
      }
    }
    var reader = new JsonLd();
    roots.forEach(root -> reader.collectIds(root, 0));
    List<Thing> things = new ArrayList<>();
    roots.forEach(root ->
        reader
            .values(root, 0)
            .forEach(value -> {
              if (value instanceof Thing.Value.Nested(Thing thing)) {
                things.add(thing);
              }
            }));
    return things;
  }

  private static @Nullable JsonNode parsed(String script) {
    String json = withoutWrappingEnd(WRAPPING.matcher(script).replaceFirst(""));
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException unreadable) {
      return json.contains("&quot;") ? parsedUnescaped(json) : null;
    }
  }

  /// In one walk from the end: a pattern would take the cube of the number of blanks in a row.
  private static String withoutWrappingEnd(String text) {
    int end = text.length();
    while (true) {
      while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      int from = end;
      int closing =
          WRAPPING_ENDS.stream()
              .filter(mark -> text.startsWith(mark, from - mark.length()))
              .mapToInt(String::length)
              .findFirst()
              .orElse(0);
      if (closing == 0) {
        return text.substring(0, end);
      }
      end -= closing;
    }
  }

  private static @Nullable JsonNode parsedUnescaped(String json) {
    try {
      return MAPPER.readTree(Parser.unescapeEntities(json, false));
    } catch (JacksonException unreadable) {
      return null;
    }
  }

  private void collectIds(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node.isObject() && node.size() > 1 && node.path("@id").isString()) {
      byId.putIfAbsent(node.path("@id").asString(), node);
    }
    node.values().forEach(child -> collectIds(child, depth + 1));
  }

  private List<Thing.Value> values(JsonNode node, int depth) {
    nodes++;
    if (depth > DEEPEST || nodes > MOST_NODES) {
      return List.of();
    }
    if (node.isArray()) {
      return node.values().stream().flatMap(one -> values(one, depth + 1).stream()).toList();
    }
    if (node.isObject()) {
      for (String wrapper : List.of("@graph", "@list", "@set", "@value")) {
        if (node.has(wrapper)) {
          return values(node.path(wrapper), depth + 1);
        }
      }
      JsonNode whole =
          node.size() == 1 && node.has("@id")
              ? byId.getOrDefault(node.path("@id").asString(""), node)
              : node;
      return List.of(new Thing.Value.Nested(thing(whole, depth)));
    }
    return node.isNull() ? List.of() : List.of(new Thing.Value.Words(text(node)));
  }

  private Thing thing(JsonNode node, int depth) {
    Set<String> types = new LinkedHashSet<>();
    Map<String, List<Thing.Value>> properties = new LinkedHashMap<>();
    node.properties()
        .forEach(property -> {
          String name = Vocabulary.word(property.getKey());
          List<Thing.Value> values = values(property.getValue(), depth + 1);
          if (name.equals("@type")) {
            values.forEach(value -> {
              if (value instanceof Thing.Value.Words(String text)) {
                types.add(Vocabulary.word(text));
              }
            });
          } else if (!values.isEmpty()) {
            properties.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(values);
          }
        });
    return new Thing(types, properties);
  }

  private static String text(JsonNode node) {
    String text = node.asString();
    return text.indexOf('&') >= 0 ? Parser.unescapeEntities(text, false) : text;
  }
}
