package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The columns that an attribute of a result becomes, in every table that shows results.
final class AttributeColumns {
  private static final String NOT_FOUND = "not_found";
  private static final String OSM = "_osm";
  private static final String PHONE_NATIONAL = "phone_national";

  private AttributeColumns() {}

  static List<String> names(Attribute attribute) {
    String name = attribute.wireName();
    List<String> names = new ArrayList<>(List.of(name));
    if (attribute == Attribute.PHONE) {
      names.add(PHONE_NATIONAL);
    }
    names.addAll(
        List.of(name + "_confidence", name + "_status", name + "_evidence", name + "_reasoning"));
    return names;
  }

  static void addCells(Attribute attribute, JsonNode item, List<String> cells) {
    String name = attribute.wireName();
    JsonNode enriched = item.path("enriched_data");
    cells.add(value(attribute, enriched));
    if (attribute == Attribute.PHONE) {
      cells.add(text(enriched.path(PHONE_NATIONAL)));
    }
    cells.add(text(item.path("confidence_scores").path(name)));
    cells.add(text(item.path("attribute_status").path(name)));
    cells.add(evidence(item.path("evidence").path(name)));
    cells.add(reasoning(name, item));
  }

  /// What was decided of an attribute, and what counts after that: what was found where nobody
  /// decided.
  static void addDecision(
      Attribute attribute, JsonNode item, @Nullable JudgedValue judged, List<String> cells) {
    if (judged == null) {
      cells.add("");
      cells.add(value(attribute, item.path("enriched_data")));
      return;
    }
    boolean areHours = attribute == Attribute.OPENING_HOURS;
    ObjectNode counting = JsonNodeFactory.instance.objectNode();
    counting.set(areHours ? attribute.wireName() + OSM : attribute.wireName(), judged.value());
    cells.add(judged.verdict());
    cells.add(value(attribute, counting));
  }

  /// Why; nothing where the status says all there is to say.
  static String reasoning(String name, JsonNode item) {
    boolean isUnknown =
        text(item.path("attribute_status").path(name)).equals(NOT_FOUND)
            && item.path("evidence").path(name).isEmpty()
            && item.path("conflicts").path(name).isEmpty();
    return isUnknown ? "" : text(item.path("reasoning").path(name));
  }

  static String value(Attribute attribute, JsonNode enriched) {
    JsonNode value = enriched.path(attribute.wireName());
    return switch (attribute.kind()) {
      case TEXT, NUMBER, FLAG, PHONE -> text(value);
      case TEXT_LIST -> joined("; ", value);
      case TEXT_MAP -> named(value);
      case HOST -> host(value);
      case OPENING_HOURS -> hours(value, enriched.path(attribute.wireName() + OSM));
      case ADDRESS -> address(value);
      case COORDINATES -> joined(", ", value);
    };
  }

  static String hours(JsonNode weekly, JsonNode osm) {
    if (osm.isString()) {
      return osm.stringValue();
    }
    return weekly.properties().stream()
        .map(day -> day.getKey() + " " + text(day.getValue()))
        .collect(Collectors.joining("; "));
  }

  /// `de=Wien; en=Vienna`.
  private static String named(JsonNode texts) {
    return texts.properties().stream()
        .map(text -> text.getKey() + "=" + text(text.getValue()))
        .collect(Collectors.joining("; "));
  }

  /// `Central Mall (shopping_center), floor 2`.
  private static String host(JsonNode host) {
    String name = text(host.path("name"));
    String type = text(host.path("type"));
    String floor = text(host.path("floor"));
    String what = name.isEmpty() || type.isEmpty() ? name + type : name + " (" + type + ")";
    return Stream.of(what, floor.isEmpty() ? "" : "floor " + floor)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String address(JsonNode address) {
    if (!address.isObject()) {
      return text(address);
    }
    JsonNode full = address.path("full_address");
    return full.isString()
        ? full.stringValue()
        : Stream.of("house", "street", "city", "state", "postalCode", "country")
            .map(part -> text(address.path(part)))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
  }

  /// `source:record [scope]` of every piece of evidence, best first.
  private static String evidence(JsonNode pieces) {
    if (pieces.isEmpty()) {
      return ""; // As of most attributes of most places.
    }
    return pieces.values().stream()
        .map(piece -> {
          String where = text(piece.path("record_id"));
          String place = where.isEmpty() ? text(piece.path("url")) : where;
          String source = text(piece.path("source"));
          String scope = text(piece.path("scope")).toLowerCase(Locale.ROOT);
          return (place.isEmpty() ? source : source + ":" + place)
              + (scope.isEmpty() ? "" : " [" + scope + "]");
        })
        .distinct()
        .collect(Collectors.joining("; "));
  }

  static String match(JsonNode item) {
    JsonNode match = item.path("match");
    JsonNode reason = match.isObject() ? match.path("reasoning") : match;
    return text(reason.isMissingNode() ? item.path("reasoning").path("match") : reason);
  }

  private static String joined(String separator, JsonNode list) {
    return list.isContainer()
        ? list.values().stream().map(AttributeColumns::text).collect(Collectors.joining(separator))
        : text(list);
  }

  /// A scalar as text; nothing when it is absent or null.
  static String text(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isValueNode() ? node.asString() : node.toString();
  }
}
