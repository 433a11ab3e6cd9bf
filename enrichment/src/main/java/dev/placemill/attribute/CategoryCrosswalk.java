package dev.placemill.attribute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One vocabulary's words for our categories, a column of `category-crosswalk.tsv`.
final class CategoryCrosswalk {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
  private static final Pattern STEP = Pattern.compile("\\s*>\\s*");
  private static final Pattern SCHEMA_ORG = Pattern.compile("^(?:https?://schema\\.org/|schema:)");

  /// The line of words too wide to mean a category.
  private static final String TOO_WIDE = "-";

  private static final String ONE_WAY = "~";
  private static final String ANY = "*";
  private static final String BETWEEN_NAMES = "; ";

  /// A name with something open before or after it.
  private record Open(String start, String end, String id) {
    boolean fits(String folded) {
      return folded.length() > start.length() + end.length()
          && folded.startsWith(start)
          && folded.endsWith(end);
    }

    int length() {
      return start.length() + end.length();
    }
  }

  private final Map<String, String> idByName = new HashMap<>();
  private final Map<String, String> idByLastStep = new HashMap<>();
  private final List<Open> open = new ArrayList<>();
  private final Map<String, String> nameById = new HashMap<>();
  private final Function<String, Optional<String>> byLabel;

  /// @param cellById the column's cell of each category and group, in the order of the file
  /// @param byLabel what a label in anybody's words means to us
  CategoryCrosswalk(Map<String, String> cellById, Function<String, Optional<String>> byLabel) {
    this.byLabel = byLabel;
    cellById.forEach((id, cell) -> {
      for (String name : cell.split(BETWEEN_NAMES, -1)) {
        add(id, name);
      }
    });
    open.sort(Comparator.comparingInt(Open::length).reversed());
  }

  private void add(String id, String name) {
    String plain = name.startsWith(ONE_WAY) ? name.substring(1) : name;
    if (!plain.isEmpty() && !plain.contains(ANY)) {
      nameById.putIfAbsent(id, plain);
    }
    if (name.isEmpty() || name.startsWith(ONE_WAY)) {
      return;
    }
    int any = plain.indexOf(ANY);
    if (any >= 0) {
      open.add(new Open(opening(plain.substring(0, any)), opening(plain.substring(any + 1)), id));
      return;
    }
    String old = idByName.put(folded(plain), id);
    if (old != null) {
      throw new IllegalStateException(
          "category-crosswalk.tsv says %s of %s and of %s".formatted(plain, old, id));
    }
    idByLastStep.putIfAbsent(folded(lastStep(plain)), id);
  }

  /// "*_restaurant" is a whole word that ends so, "*ologist" only letters.
  private static String opening(String written) {
    String folded = folded(written);
    return (written.startsWith("_") ? " " : "") + folded + (written.endsWith("_") ? " " : "");
  }

  /// Our category or group for a name: of the name itself, else of what it ends with, else of what
  /// stands above it.
  Optional<String> find(String name) {
    List<String> path = List.of(STEP.split(SCHEMA_ORG.matcher(name.strip()).replaceFirst(""), -1));
    for (int length = path.size(); length > 0; length--) {
      String whole = String.join(" > ", path.subList(0, length));
      Optional<String> id = findStep(folded(whole), path.get(length - 1));
      if (id.isPresent()) {
        return id.filter(known -> !known.equals(TOO_WIDE));
      }
    }
    return Optional.empty();
  }

  private Optional<String> findStep(String whole, String step) {
    String last = folded(step);
    return Stream.<Function<String, Optional<String>>>of(
            _ -> Optional.ofNullable(idByName.get(whole)),
            name -> Optional.ofNullable(idByLastStep.get(name)),
            name -> open.stream().filter(one -> one.fits(name)).map(Open::id).findFirst(),
            byLabel)
        .flatMap(way -> way.apply(last).stream())
        .findFirst();
  }

  /// What one of our categories or groups is called.
  Optional<String> findName(String id) {
    return Optional.ofNullable(nameById.get(id));
  }

  private static String lastStep(String path) {
    return path.substring(path.lastIndexOf('>') + 1);
  }

  private static String folded(String name) {
    return FoldedText.of(BETWEEN_WORDS.matcher(name).replaceAll(" ")).spaced();
  }
}
