package dev.placemill.bench.quality;

import dev.placemill.place.Coordinates;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How people write a place down wrongly. Every kind also moves it by 30 to 100 m.
public enum Distortion {
  /// The name is as it should be.
  MOVED {
    @Override
    public String of(String name, RandomGenerator random) {
      return name;
    }
  },
  /// Of several words one that has a usual short form gets it, else the longest is cut: "Gasth. zur
  /// Post". A name of one word nobody shortens.
  ABBREVIATED {
    @Override
    public String of(String name, RandomGenerator random) {
      String[] words = name.split(" ", -1);
      if (words.length == 1) {
        return name;
      }
      for (int i = 0; i < words.length; i++) {
        String known = SHORT_FORMS.get(words[i].toLowerCase(Locale.ROOT));
        if (known != null) {
          words[i] = known;
          return String.join(" ", words);
        }
      }
      int longest = 0;
      for (int i = 1; i < words.length; i++) {
        longest = words[i].length() > words[longest].length() ? i : longest;
      }
      if (words[longest].length() >= LONG_WORD) {
        words[longest] = words[longest].substring(0, KEPT_LETTERS + random.nextInt(2)) + ".";
      }
      return String.join(" ", words);
    }
  },
  /// One slip of the fingers, two in names of more than twelve letters.
  MISSPELT {
    @Override
    public String of(String name, RandomGenerator random) {
      String once = slip(name, random);
      return name.length() > LONG_NAME ? slip(once, random) : once;
    }
  },
  /// In the letters of a plain keyboard, as people of the language spell it: "Muenchen".
  TRANSLITERATED {
    @Override
    public String of(String name, RandomGenerator random) {
      StringBuilder spelt = new StringBuilder();
      for (String letter : name.split("", -1)) {
        spelt.append(DIGRAPHS.getOrDefault(letter, letter));
      }
      return withoutAccents(spelt.toString());
    }
  },
  /// The accents are simply left out: "Munchen".
  UNACCENTED {
    @Override
    public String of(String name, RandomGenerator random) {
      return withoutAccents(name.replace("ß", "ss").replace("ø", "o").replace("æ", "ae"));
    }
  };

  private static final int LONG_WORD = 7;
  private static final int KEPT_LETTERS = 4;
  private static final int LONG_NAME = 12;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double LEAST_METRES = 30;
  private static final double MOST_METRES = 100;

  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("restaurant", "Rest."),
          Map.entry("restaurante", "Rest."),
          Map.entry("hotel", "Htl."),
          Map.entry("saint", "St."),
          Map.entry("sainte", "Ste."),
          Map.entry("sankt", "St."),
          Map.entry("santa", "Sta."),
          Map.entry("international", "Int."),
          Map.entry("apotheke", "Apo."),
          Map.entry("pharmacie", "Pharm."),
          Map.entry("boulangerie", "Boul."),
          Map.entry("supermarkt", "Superm."),
          Map.entry("gasthof", "Gasth."),
          Map.entry("gasthaus", "Gasth."),
          Map.entry("universität", "Univ."),
          Map.entry("museum", "Mus."),
          Map.entry("professor", "Prof."),
          Map.entry("doktor", "Dr."),
          Map.entry("avenue", "Av."),
          Map.entry("avinguda", "Av."),
          Map.entry("place", "Pl."),
          Map.entry("plaça", "Pl."),
          Map.entry("und", "&"),
          Map.entry("et", "&"));

  private static final Map<String, String> DIGRAPHS =
      Map.ofEntries(
          Map.entry("ä", "ae"),
          Map.entry("ö", "oe"),
          Map.entry("ü", "ue"),
          Map.entry("Ä", "Ae"),
          Map.entry("Ö", "Oe"),
          Map.entry("Ü", "Ue"),
          Map.entry("ß", "ss"),
          Map.entry("ø", "oe"),
          Map.entry("å", "aa"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ñ", "ny"),
          Map.entry("·", ""));

  /// The name as it would be written; the same where this kind changes nothing of it.
  public abstract String of(String name, RandomGenerator random);

  /// Somewhere else within walking distance, in any direction.
  public static Coordinates moved(Coordinates from, RandomGenerator random) {
    double metres = random.nextDouble(LEAST_METRES, MOST_METRES);
    double angle = random.nextDouble(2 * Math.PI);
    double north = metres * Math.cos(angle) / METRES_PER_DEGREE;
    double east =
        metres * Math.sin(angle) / METRES_PER_DEGREE / Math.cos(Math.toRadians(from.latitude()));
    return new Coordinates(from.latitude() + north, from.longitude() + east);
  }

  private static String withoutAccents(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  /// A letter is dropped, doubled, swapped with the next, or replaced.
  private static String slip(String name, RandomGenerator random) {
    List<Integer> letters =
        new ArrayList<>(Arrays.stream(name.codePoints().toArray()).boxed().toList());
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < letters.size(); i++) {
      if (Character.isLetter(letters.get(i))) {
        places.add(i);
      }
    }
    if (places.size() < 3) {
      return name;
    }
    int at = places.get(random.nextInt(places.size()));
    switch (random.nextInt(4)) {
      case 0 -> letters.subList(at, at + 1).clear();
      case 1 -> letters.add(at, letters.get(at));
      case 2 -> {
        int other = Math.min(at + 1, letters.size() - 1);
        int kept = letters.get(at);
        letters.set(at, letters.get(other));
        letters.set(other, kept);
      }
      default -> letters.set(at, 'a' + random.nextInt(26));
    }
    StringBuilder spelt = new StringBuilder();
    letters.forEach(spelt::appendCodePoint);
    return spelt.toString().strip();
  }
}
