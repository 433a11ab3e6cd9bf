package dev.placemill.server.matching;

import dev.placemill.reference.ReferenceDataset;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which imported data a question means. They are named as they were imported, or by where they
/// come from: `overture`, `foursquare`, `osm`.
final class MatchSources {
  private static final Set<String> EVERYTHING = Set.of("reprompt", "all");
  private static final Set<String> OWN = Set.of(MatchQuestionReader.OWN, "byod");

  private MatchSources() {}

  /// The names of the datasets to search.
  static Set<String> chosen(MatchQuestion question, List<ReferenceDataset> imported) {
    Set<String> chosen = new TreeSet<>();
    if (question.sources().isEmpty() && !question.own().isEmpty()) {
      return chosen;
    }
    List<Fault> missing = new ArrayList<>();
    List<String> sources = question.sources().isEmpty() ? List.of("all") : question.sources();
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i).strip().toLowerCase(Locale.ROOT);
      if (OWN.contains(source)) {
        if (question.own().isEmpty()) {
          missing.add(
              new Fault("#/match_sources/" + i, "needs candidates, of which there are none"));
        }
        continue;
      }
      List<String> meant =
          imported.stream()
              .filter(dataset -> means(source, dataset))
              .map(ReferenceDataset::name)
              .toList();
      chosen.addAll(meant);
      if (meant.isEmpty()) {
        missing.add(new Fault("#/match_sources/" + i, howToGet(source)));
      }
    }
    if (!missing.isEmpty()) {
      throw new ApiException(
          ErrorCode.SOURCE_NOT_IMPORTED, sentence(missing.getFirst(), imported), missing);
    }
    return chosen;
  }

  private static boolean means(String source, ReferenceDataset dataset) {
    return EVERYTHING.contains(source)
        || source.equals(dataset.name().toLowerCase(Locale.ROOT))
        || source.equals(dataset.format());
  }

  private static String howToGet(String source) {
    String file =
        switch (source) {
          case "overture" -> "a Parquet file of Overture Maps places";
          case "foursquare" -> "a Parquet file of Foursquare OS Places";
          case "osm" -> "an extract of OpenStreetMap (.osm.pbf)";
          default -> "a file of places";
        };
    return EVERYTHING.contains(source)
        ? "has nothing to search; import %s with `placemill import FILE`, or send candidates"
            .formatted(file)
        : "is \"%s\", of which nothing is imported here; import %s with `placemill import FILE`"
            .formatted(source, file);
  }

  private static String sentence(Fault missing, List<ReferenceDataset> imported) {
    String there =
        imported.isEmpty()
            ? "nothing is imported yet"
            : "imported are "
                + String.join(", ", imported.stream().map(ReferenceDataset::name).toList());
    return "%s %s; %s.".formatted(missing.pointer(), missing.detail(), there);
  }

  /// What was searched, in words for the answer.
  static List<String> searched(Set<String> datasets, boolean withoutOwn) {
    List<String> searched = new ArrayList<>(datasets);
    if (!withoutOwn) {
      searched.add(MatchQuestionReader.OWN);
    }
    return searched;
  }
}
