package dev.placemill.attribute;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The categories of Placemill, about 200 in 17 groups, and how the categories of others map to
/// them and back.
///
/// They are written in `categories.tsv`, and the words of others in `category-crosswalk.tsv`; both
/// are meant to be read and edited. A category's id is what clients see, so it is never renamed.
public final class CategoryTaxonomy {
  private final Map<String, Category> byId;
  private final Set<String> groups = new HashSet<>();
  private final OsmTagRules tagRules;
  private final Map<String, String> idByLabel = new HashMap<>();
  private final Map<CategoryVocabulary, CategoryCrosswalk> crosswalks =
      new EnumMap<>(CategoryVocabulary.class);

  /// One line of the file.
  ///
  /// @param related ids or groups outside its own group that are often the same place
  private record Category(
      String id,
      String group,
      String label,
      List<String> osmTags,
      List<String> synonyms,
      Set<String> related) {
    static Category of(String line) {
      String[] columns = Arrays.copyOf(line.split("\t", -1), 6);
      return new Category(
          columns[0],
          columns[1],
          columns[2],
          list(columns[3]),
          list(columns[4]),
          Set.copyOf(list(columns[5])));
    }

    private static List<String> list(@Nullable String column) {
      return column == null || column.isEmpty() ? List.of() : List.of(column.split(","));
    }

    boolean isNear(Category other) {
      return group.equals(other.group)
          || related.contains(other.id)
          || related.contains(other.group);
    }
  }

  private CategoryTaxonomy(List<Category> categories) {
    byId = new LinkedHashMap<>();
    Map<String, String> idByTags = new LinkedHashMap<>();
    for (Category category : categories) {
      addOnce(byId, category.id(), category);
      groups.add(category.group());
      category.osmTags().forEach(tags -> addOnce(idByTags, tags, category.id()));
    }
    tagRules = new OsmTagRules(idByTags);
    // What a category calls itself goes before what OpenStreetMap's values suggest: OSM's
    // shop=fuel sells firewood, but a client who writes "fuel" means a gas station.
    for (Category category : categories) {
      idByLabel.put(folded(category.id()), category.id());
      idByLabel.put(folded(category.label()), category.id());
    }
    for (Category category : categories) {
      category.synonyms().forEach(synonym -> addOnce(idByLabel, folded(synonym), category.id()));
    }
    groups.forEach(group -> idByLabel.putIfAbsent(folded(group), group));
    idByTags.forEach(
        (tags, id) -> tagRules.plainValue(tags).ifPresent(value -> addLabel(value, id)));
  }

  /// Reads the taxonomy that comes with the library.
  public static CategoryTaxonomy load() {
    var taxonomy =
        new CategoryTaxonomy(lines("categories.tsv").stream().map(Category::of).toList());
    taxonomy.addCrosswalks(lines("category-crosswalk.tsv"));
    return taxonomy;
  }

  private static List<String> lines(String file) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CategoryTaxonomy.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addCrosswalks(List<String> lines) {
    List<CategoryVocabulary> columns =
        List.of(
            CategoryVocabulary.OVERTURE,
            CategoryVocabulary.FOURSQUARE,
            CategoryVocabulary.SCHEMA_ORG,
            CategoryVocabulary.GOOGLE);
    for (int column = 0; column < columns.size(); column++) {
      Map<String, String> cellById = new LinkedHashMap<>();
      for (String line : lines) {
        List<String> cells = List.of(line.split("\t", -1));
        cellById.put(cells.getFirst(), cells.get(column + 1));
      }
      crosswalks.put(columns.get(column), new CategoryCrosswalk(cellById, this::findByLabel));
    }
    if (!byId.keySet().stream()
        .allMatch(id -> findName(CategoryVocabulary.GOOGLE, id).isPresent())) {
      throw new IllegalStateException("category-crosswalk.tsv leaves out a category");
    }
  }

  /// A category in the words of another vocabulary as our id, or the id of one of our groups. What
  /// is not known by itself is told from the words it ends with, or from what stands above it.
  ///
  /// @param name e.g. `thai_restaurant`, `Retail > Bookstore`, `https://schema.org/Bakery`
  public Optional<String> find(CategoryVocabulary vocabulary, String name) {
    return switch (vocabulary) {
      case OSM -> tagRules.findCategory(OsmTagRules.tags(name));
      // Releases that write paths took Foursquare's.
      case OVERTURE ->
          name.contains(">")
              ? crosswalk(CategoryVocabulary.FOURSQUARE).find(name)
              : crosswalk(vocabulary)
                  .find(name)
                  .or(() -> crosswalk(CategoryVocabulary.FOURSQUARE).find(name));
      case FOURSQUARE, SCHEMA_ORG, GOOGLE -> crosswalk(vocabulary).find(name);
    };
  }

  /// What another vocabulary calls one of our categories or groups, or comes closest to it: the way
  /// back may lead to a wider category.
  public Optional<String> findName(CategoryVocabulary vocabulary, String id) {
    if (vocabulary == CategoryVocabulary.OSM) {
      return Optional.ofNullable(byId.get(id))
          .flatMap(category -> category.osmTags().stream().findFirst());
    }
    return crosswalk(vocabulary).findName(id);
  }

  private CategoryCrosswalk crosswalk(CategoryVocabulary vocabulary) {
    return Objects.requireNonNull(crosswalks.get(vocabulary));
  }

  /// Every category and every group, in the order of the file.
  public List<String> ids() {
    return Stream.concat(byId.keySet().stream(), groups.stream().sorted()).toList();
  }

  /// The category of an object of OpenStreetMap, then its group, e.g. `fast_food_restaurant,
  /// food_and_drink`; empty when no tag says it is a place one can go to.
  public List<String> ofOsmTags(Map<String, String> tags) {
    return tagRules
        .findCategory(tags)
        .map(id -> List.of(id, Objects.requireNonNull(byId.get(id)).group()))
        .orElse(List.of());
  }

  /// What a client or another taxonomy calls a category, as our id or the id of one of our groups:
  /// `Fast Food`, `Dining > Pizzeria`, `amenity=cafe` and `Italian Restaurant` are all understood.
  public Optional<String> findByLabel(String label) {
    String last = label.substring(label.lastIndexOf('>') + 1);
    List<String> words = FoldedText.of(last.substring(last.lastIndexOf('=') + 1)).words();
    for (int from = 0; from < words.size(); from++) {
      String tail = String.join(" ", words.subList(from, words.size()));
      String id = idByLabel.get(tail);
      if (id == null && tail.endsWith("s")) {
        id = idByLabel.get(tail.substring(0, tail.length() - 1));
      }
      if (id != null) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  /// Whether a text is the name of a category or group and nothing more.
  public boolean isLabel(String text) {
    return idByLabel.containsKey(folded(text));
  }

  /// Whether one place could bear both categories. Only two ids of this taxonomy that are far from
  /// each other conflict; what is unknown conflicts with nothing.
  public boolean compatible(String a, String b) {
    Category one = byId.get(a);
    Category other = byId.get(b);
    if (a.equals(b)) {
      return true;
    }
    if (one != null && other != null) {
      return one.isNear(other) || other.isNear(one);
    }
    if (one != null && groups.contains(b)) {
      return one.group().equals(b) || one.related().contains(b);
    }
    if (other != null && groups.contains(a)) {
      return other.group().equals(a) || other.related().contains(a);
    }
    return !(groups.contains(a) && groups.contains(b));
  }

  /// The group of a category; empty when the id is not one of this taxonomy.
  public Optional<String> findGroup(String id) {
    return Optional.ofNullable(byId.get(id)).map(Category::group);
  }

  private void addLabel(String osmValue, String id) {
    idByLabel.putIfAbsent(folded(osmValue), id);
  }

  private static String folded(String text) {
    return FoldedText.of(text).spaced();
  }

  private static <V> void addOnce(Map<String, V> map, String key, V value) {
    V old = map.put(key, value);
    if (old != null && !old.equals(value)) {
      throw new IllegalStateException(
          "categories.tsv says %s twice: %s and %s".formatted(key, old, value));
    }
  }
}
