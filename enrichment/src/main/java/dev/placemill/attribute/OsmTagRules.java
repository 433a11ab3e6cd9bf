package dev.placemill.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which category the tags of an object of OpenStreetMap say it is.
///
/// A rule with more tags goes before one with fewer, a named value before `*`, and among equals the
/// key that says most about a place: a fuel station that is also `shop=convenience` is a fuel
/// station.
final class OsmTagRules {
  private static final List<String> KEYS_BY_WEIGHT =
      List.of(
          "amenity",
          "shop",
          "tourism",
          "leisure",
          "healthcare",
          "aeroway",
          "railway",
          "highway",
          "public_transport",
          "waterway",
          "man_made",
          "craft",
          "office",
          "emergency",
          "club",
          "advertising",
          "social_facility",
          "historic",
          "natural",
          "building",
          "landuse");

  private static final Set<String> NOT_A_PLACE = Set.of("no", "vacant", "disused", "none");

  private record Condition(String key, String value) {
    static Condition of(String text) {
      int equals = text.indexOf('=');
      return new Condition(text.substring(0, equals), text.substring(equals + 1));
    }

    boolean isAny() {
      return value.equals("*");
    }

    boolean holds(Map<String, String> tags) {
      String actual = tags.get(key);
      if (actual == null) {
        return false;
      }
      return isAny()
          ? !NOT_A_PLACE.contains(actual)
          : actual.equals(value)
              || (actual.contains(";") && List.of(actual.split("\\s*;\\s*")).contains(value));
    }
  }

  private record Rule(List<Condition> conditions, String category) {
    String key() {
      return conditions.getFirst().key();
    }

    boolean isAny() {
      return conditions.getFirst().isAny();
    }
  }

  private final Map<String, List<Rule>> rulesByKey = new HashMap<>();

  /// @param categoryByTags what the tags column of `categories.tsv` holds: `a=b`, `a=b+c=d`, `a=*`
  OsmTagRules(Map<String, String> categoryByTags) {
    Comparator<Rule> mostSpecificFirst =
        Comparator.comparing(Rule::isAny).thenComparingInt(rule -> -rule.conditions().size());
    categoryByTags.entrySet().stream()
        .map(entry -> new Rule(conditions(entry.getKey()), entry.getValue()))
        .sorted(mostSpecificFirst)
        .forEach(rule -> rulesByKey.computeIfAbsent(rule.key(), _ -> new ArrayList<>()).add(rule));
    if (!KEYS_BY_WEIGHT.containsAll(rulesByKey.keySet())) {
      throw new IllegalStateException("a key without weight among " + rulesByKey.keySet());
    }
  }

  Optional<String> findCategory(Map<String, String> tags) {
    return find(tags, false).or(() -> find(tags, true));
  }

  /// The value of tags that are a single `key=value`, which is often a word people use.
  Optional<String> plainValue(String tags) {
    return Optional.of(conditions(tags))
        .filter(conditions -> conditions.size() == 1)
        .map(List::getFirst)
        .filter(condition -> !condition.isAny())
        .map(Condition::value);
  }

  /// The tags that a text such as `a=b+c=d` names; none where it names no tag.
  static Map<String, String> tags(String text) {
    return Arrays.stream(text.split("\\+"))
        .filter(tag -> tag.contains("="))
        .map(Condition::of)
        .collect(Collectors.toMap(Condition::key, Condition::value, (first, _) -> first));
  }

  private Optional<String> find(Map<String, String> tags, boolean any) {
    return KEYS_BY_WEIGHT.stream()
        .filter(tags::containsKey)
        .flatMap(key -> rulesByKey.getOrDefault(key, List.of()).stream())
        .filter(rule -> rule.isAny() == any)
        .filter(rule -> rule.conditions().stream().allMatch(condition -> condition.holds(tags)))
        .findFirst()
        .map(Rule::category);
  }

  private static List<Condition> conditions(String tags) {
    return Arrays.stream(tags.split("\\+")).map(Condition::of).toList();
  }
}
