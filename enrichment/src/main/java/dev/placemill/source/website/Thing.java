package dev.placemill.source.website;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something that a page describes in the words of schema.org, whichever syntax it uses.
///
/// @param types without the vocabulary's address, e.g. `Restaurant`
/// @param properties by name, in the order of the page
record Thing(Set<String> types, Map<String, List<Value>> properties) {
  /// A value of a property.
  sealed interface Value {
    record Words(String text) implements Value {}

    record Nested(Thing thing) implements Value {}
  }

  Thing {
    types = Set.copyOf(types);
    properties = Map.copyOf(properties);
  }

  /// The texts of a property; of nested things their names.
  List<String> texts(String property) {
    return properties.getOrDefault(property, List.of()).stream()
        .flatMap(value ->
            switch (value) {
              case Value.Words(String text) -> Optional.of(text).stream();
              case Value.Nested(Thing thing) -> thing.findNameOrAddress().stream();
            })
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private Optional<String> findNameOrAddress() {
    for (String property : List.of("name", "url", "contentUrl", "@id")) {
      for (Value value : properties.getOrDefault(property, List.of())) {
        if (value instanceof Value.Words(String text)) {
          return Optional.of(text);
        }
      }
    }
    return Optional.empty();
  }

  Optional<String> findText(String property) {
    return texts(property).stream().findFirst();
  }

  List<Thing> things(String property) {
    return properties.getOrDefault(property, List.of()).stream()
        .flatMap(value ->
            value instanceof Value.Nested(Thing thing)
                ? Optional.of(thing).stream()
                : Optional.<Thing>empty().stream())
        .toList();
  }

  /// These things and all within them, outer ones first.
  static List<Thing> all(Collection<Thing> roots) {
    List<Thing> all = new ArrayList<>();
    Deque<Thing> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Thing thing = open.removeFirst();
      all.add(thing);
      for (List<Value> values : thing.properties.values()) {
        for (Value value : values) {
          if (value instanceof Value.Nested(Thing nested)) {
            open.addLast(nested);
          }
        }
      }
    }
    return all;
  }
}
