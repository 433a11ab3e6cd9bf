package dev.placemill.server.table;

import dev.placemill.attribute.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The columns a result becomes in a CSV file: the same ones in the same order, always.
public final class ResultColumns {
  /// Stands before each of our columns behind those of the list.
  public static final String PREFIX = "placemill_";

  private static final String NOT_FOUND = "not_found";
  private static final String PHONE_NATIONAL = "phone_national";
  private static final String ERROR_MESSAGE = "error_message";
  private static final List<String> LEADING =
      List.of("status", "error_code", ERROR_MESSAGE, "note", "match");
  private static final List<String> NAMES =
      Stream.concat(
              LEADING.stream(),
              Stream.of(Attribute.values()).flatMap(attribute -> namesOf(attribute).stream()))
          .toList();

  private static final Map<String, Integer> INDEX =
      IntStream.range(0, NAMES.size()).boxed().collect(Collectors.toMap(NAMES::get, i -> i));

  private ResultColumns() {}

  /// Without the prefix.
  public static List<String> names() {
    return NAMES;
  }

  private static List<String> namesOf(Attribute attribute) {
    String name = attribute.wireName();
    List<String> names = new ArrayList<>(List.of(name));
    if (attribute == Attribute.PHONE) {
      names.add(PHONE_NATIONAL);
    }
    names.addAll(
        List.of(name + "_confidence", name + "_status", name + "_evidence", name + "_reasoning"));
    return names;
  }

  /// The cell of one of our columns.
  ///
  /// @param name without the prefix
  public static String cell(List<String> cells, String name) {
    return cells.get(Objects.requireNonNull(INDEX.get(name), name));
  }

  /// The cells of the result of one row of a list; why it failed names the row's line.
  public static List<String> cells(JsonNode item, PlaceRow row) {
    List<String> cells = cells(item, row.notes());
    int message = Objects.requireNonNull(INDEX.get(ERROR_MESSAGE));
    if (!cells.get(message).isEmpty()) {
      cells.set(message, "line %d: %s".formatted(row.line(), cells.get(message)));
    }
    return cells;
  }

  /// The cells of one result item of the API.
  public static List<String> cells(JsonNode item, List<String> notes) {
    List<String> cells = new ArrayList<>(NAMES.size());
    cells.add(text(item.path("enrichment_status")));
    cells.add(text(item.path("error_code")));
    cells.add(text(item.path(ERROR_MESSAGE)));
    cells.add(String.join("; ", notes));
    cells.add(match(item));
    for (Attribute attribute : Attribute.values()) {
      addCells(attribute, item, cells);
    }
    return cells;
  }

  /// The cells of a row that got no result.
  public static List<String> cells(RowFault fault, PlaceRow row) {
    List<String> cells = new ArrayList<>(NAMES.size());
    String message = "line %d: %s".formatted(row.line(), fault.message());
    Collections.addAll(cells, "failed", fault.code(), message, String.join("; ", row.notes()));
    cells.addAll(Collections.nCopies(NAMES.size() - cells.size(), ""));
    return cells;
  }

  private static void addCells(Attribute attribute, JsonNode item, List<String> cells) {
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

  /// Why; nothing where the status says all there is to say.
  private static String reasoning(String name, JsonNode item) {
    boolean isUnknown =
        text(item.path("attribute_status").path(name)).equals(NOT_FOUND)
            && item.path("evidence").path(name).isEmpty()
            && item.path("conflicts").path(name).isEmpty();
    return isUnknown ? "" : text(item.path("reasoning").path(name));
  }

  private static String value(Attribute attribute, JsonNode enriched) {
    JsonNode value = enriched.path(attribute.wireName());
    return switch (attribute.kind()) {
      case TEXT, NUMBER, FLAG, PHONE -> text(value);
      case TEXT_LIST -> joined("; ", value);
      case TEXT_MAP -> named(value);
      case HOST -> host(value);
      case OPENING_HOURS -> hours(value, enriched.path(attribute.wireName() + "_osm"));
      case ADDRESS -> address(value);
      case COORDINATES -> joined(", ", value);
    };
  }

  private static String hours(JsonNode weekly, JsonNode osm) {
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

  private static String match(JsonNode item) {
    JsonNode match = item.path("match");
    JsonNode reason = match.isObject() ? match.path("reasoning") : match;
    return text(reason.isMissingNode() ? item.path("reasoning").path("match") : reason);
  }

  private static String joined(String separator, JsonNode list) {
    return list.isContainer()
        ? list.values().stream().map(ResultColumns::text).collect(Collectors.joining(separator))
        : text(list);
  }

  /// A scalar as text; nothing when it is absent or null.
  private static String text(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isValueNode() ? node.asString() : node.toString();
  }
}
