package dev.placemill.source.website;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/// Reads what a page marks up in its own elements: microdata, and RDFa in the simple form that
/// looks just like it.
///
/// @param scope the attribute that begins an item
/// @param type the attribute with its types
/// @param property the attribute that names a value
record MarkedItems(String scope, String type, String property) {
  static final MarkedItems MICRODATA = new MarkedItems("itemscope", "itemtype", "itemprop");
  static final MarkedItems RDFA = new MarkedItems("typeof", "typeof", "property");

  private static final int MOST_MARKS = 20_000;
  private static final int LONGEST_TEXT = 2_000;

  private static final class Item {
    final Map<String, List<Thing.Value>> properties = new LinkedHashMap<>();
  }

  /// The items of the page that are no value of another.
  List<Thing> of(Document page) {
    IdentityHashMap<Element, Item> items = new IdentityHashMap<>();
    Elements scopes = page.select("[" + scope + "]");
    if (scopes.size() > MOST_MARKS) {
      return List.of();
    }
    scopes.forEach(element -> items.put(element, new Item()));
    List<Element> marked = page.select("[" + property + "]");
    // Backwards, so that an item is whole before it becomes the value of another.
    for (Element element : marked.subList(0, Math.min(marked.size(), MOST_MARKS)).reversed()) {
      Item owner = items.get(owner(element));
      if (owner != null) {
        Thing.Value value = value(element, items.get(element));
        for (String name : words(element.attr(property))) {
          owner
              .properties
              .computeIfAbsent(Vocabulary.word(name), _ -> new ArrayList<>())
              .addFirst(value);
        }
      }
    }
    return scopes.stream()
        .filter(element -> !element.hasAttr(property) || items.get(owner(element)) == null)
        .map(element -> thing(element, Objects.requireNonNull(items.get(element))))
        .toList();
  }

  private @Nullable Element owner(Element element) {
    for (Element above = element.parent(); above != null; above = above.parent()) {
      if (above.hasAttr(scope)) {
        return above;
      }
    }
    return null;
  }

  private Thing.Value value(Element element, @Nullable Item item) {
    return item == null
        ? new Thing.Value.Words(text(element))
        : new Thing.Value.Nested(thing(element, item));
  }

  private Thing thing(Element element, Item item) {
    return new Thing(
        words(element.attr(type)).stream().map(Vocabulary::word).collect(Collectors.toSet()),
        item.properties);
  }

  private static String text(Element element) {
    if (element.hasAttr("content")) {
      return element.attr("content");
    }
    String text =
        switch (element.normalName()) {
          case "a", "area", "link" -> link(element, "href");
          case "img", "audio", "embed", "iframe", "source", "track", "video" ->
              link(element, "src");
          case "object" -> link(element, "data");
          case "data", "meter" -> element.attr("value");
          case "time" -> element.hasAttr("datetime") ? element.attr("datetime") : element.text();
          default -> element.text();
        };
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /// Where a link has no address, its text is what is meant.
  private static String link(Element element, String attribute) {
    String target = element.attr(attribute);
    String absolute = element.absUrl(attribute);
    return absolute.isEmpty() ? (target.isEmpty() ? element.text() : target) : absolute;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
