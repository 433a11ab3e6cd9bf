package dev.placemill.attribute;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads out of a name what its place is inside of.
final class HostInName {
  private static final Pattern PLAINLY_INSIDE =
      Pattern.compile(
          "(?i)(?!(?:the|an?)\\s+(?:inside|within)\\b).*\\S\\s+(?:located (?:in|within|inside)|inside(?: of)?|within|@)\\s+(\\S.*)");
  private static final Pattern AT = Pattern.compile("(?i).*\\S\\s+(?:at|in|im|dans|en)\\s+(\\S.*)");
  private static final Pattern LEADING_ARTICLE =
      Pattern.compile("(?i)^(?:the|le|la|el|der|die|das|dem)\\s+(?=\\S)");
  private static final Pattern BRACKETS = Pattern.compile("[()\\[\\]]");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// Groups and categories of places that hold others. "Café in the Park" may stand in a park or be
  /// called so; "Café at Central Mall" is inside.
  private static final Set<String> HOLD_OTHERS =
      Set.of(
          "shopping_center",
          "department_store",
          "supermarket",
          "airport",
          "airport_terminal",
          "train_station",
          "hospital",
          "university",
          "hotel",
          "casino",
          "stadium");

  private HostInName() {}

  static Optional<AttributeValue.Host> find(String name, CategoryTaxonomy taxonomy) {
    String plain = SPACES.matcher(BRACKETS.matcher(name).replaceAll(" ")).replaceAll(" ").strip();
    Matcher inside = PLAINLY_INSIDE.matcher(plain.replace("@", " @ "));
    if (inside.matches()) {
      return Optional.of(host(inside.group(1), taxonomy));
    }
    Matcher at = AT.matcher(plain);
    return at.matches()
        ? Optional.of(host(at.group(1), taxonomy))
            .filter(host -> host.type() != null && HOLD_OTHERS.contains(host.type()))
        : Optional.empty();
  }

  private static AttributeValue.Host host(String written, CategoryTaxonomy taxonomy) {
    String name = LEADING_ARTICLE.matcher(written.strip()).replaceFirst("");
    return new AttributeValue.Host(name, taxonomy.findByLabel(name).orElse(null), null);
  }
}
