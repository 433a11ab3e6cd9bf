package dev.placemill.source.search;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds among the hits of a search the place's own accounts: those whose title is the place's name
/// and which are where it is.
final class Accounts {
  /// What follows the name in the titles of the networks: "Cafe Mill | Munich", "Cafe Mill
  /// (@cafemill) • Instagram photos and videos".
  private static final Pattern AFTER_NAME = Pattern.compile("\\s+[|•·–—-]\\s+|\\s*\\(@|\\s*\\|");

  /// @param page the hit that is the account
  record Found(AttributeValue.Text account, SearchResult page, String reason) {}

  private Accounts() {}

  static Optional<Found> find(Attribute network, List<SearchResult> results, PlaceClues place) {
    return results.stream().flatMap(result -> find(network, result, place).stream()).findFirst();
  }

  private static Optional<Found> find(Attribute network, SearchResult result, PlaceClues place) {
    String owner = AFTER_NAME.split(result.title(), 2)[0];
    PlaceOnPage said = PlaceOnPage.of(place, result.words());
    boolean isNamed =
        FoldedText.of(owner).joined().equals(FoldedText.of(place.name()).joined())
            && (said.city() || said.street() || said.postcode() || said.phone());
    return isNamed
        ? Normalizer.social(network, result.address().toString())
            .map(account ->
                new Found(account, result, "the search engine shows " + said.described()))
        : Optional.empty();
  }
}
