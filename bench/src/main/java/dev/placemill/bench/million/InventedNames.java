package dev.placemill.bench.million;

import dev.placemill.attribute.FoldedText;
import dev.placemill.match.PlaceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// Names made of the words of real ones: common words stay common, and there is always one more
/// that nobody has used before.
final class InventedNames {
  private static final double REPLACES_A_WORD = 0.5;
  private static final double COINS_A_WORD = 0.3;
  private static final double NAMES_THE_TOWN = 0.08;
  private static final int LONGEST_HOST = 40;

  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> wordsByCategory = new HashMap<>();
  private final List<String> streets = new ArrayList<>();

  InventedNames(List<PlaceRecord> models) {
    for (PlaceRecord model : models) {
      for (String word : model.name().split("\\s+", -1)) {
        words.add(word);
        wordsByCategory.computeIfAbsent(category(model), _ -> new ArrayList<>()).add(word);
      }
      if (model.address().street() != null) {
        streets.add(model.address().street());
      }
    }
  }

  private static String category(PlaceRecord model) {
    return model.categories().isEmpty() ? "" : model.categories().getFirst();
  }

  /// A name that a place of the model's kind could bear.
  String like(PlaceRecord model, String town, SplittableRandom random) {
    List<String> ofItsKind = wordsByCategory.getOrDefault(category(model), words);
    List<String> name = new ArrayList<>();
    for (String word : model.name().split("\\s+", -1)) {
      name.add(random.nextDouble() < REPLACES_A_WORD ? another(ofItsKind, random) : word);
    }
    if (random.nextDouble() < NAMES_THE_TOWN) {
      name.add(town);
    }
    return String.join(" ", name);
  }

  private String another(List<String> ofItsKind, SplittableRandom random) {
    List<String> from = random.nextBoolean() ? ofItsKind : words;
    String word = from.get(random.nextInt(from.size()));
    return random.nextDouble() < COINS_A_WORD ? coined(word, random) : word;
  }

  /// The beginning of a word and the end of another.
  private String coined(String word, SplittableRandom random) {
    String other = words.get(random.nextInt(words.size()));
    return word.substring(0, (word.length() + 1) / 2) + other.substring(other.length() / 2);
  }

  String street(SplittableRandom random) {
    String street = streets.get(random.nextInt(streets.size()));
    int space = street.lastIndexOf(' ');
    return space < 0 || random.nextBoolean()
        ? street
        : street.substring(0, space + 1) + coined(street.substring(space + 1), random);
  }

  /// A host of a website of that name.
  static String host(String name, String country) {
    String ascii = FoldedText.of(name).joined().replaceAll("[^a-z0-9]", "");
    String label = ascii.isEmpty() ? "place" : ascii;
    return label.substring(0, Math.min(label.length(), LONGEST_HOST))
        + "."
        + country.toLowerCase(Locale.ROOT);
  }
}
