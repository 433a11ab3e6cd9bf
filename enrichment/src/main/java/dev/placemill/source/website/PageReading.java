package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one page says of the place, if it speaks of it at all.
///
/// @param likeness that the page, or the part of it that was read, is about this place
/// @param thing the place in schema.org's words, or null when only plain HTML was read
/// @param ofPlace what is said of the place itself
/// @param ofSite what all places of the site share
record PageReading(
    SitePage page,
    Likeness likeness,
    @Nullable PlaceThing thing,
    List<Fact> ofPlace,
    List<Fact> ofSite) {
  private static final double CHAIN_NEEDS = 0.8;
  private static final double OPEN = 0.7;
  private static final double CLOSED = 0.9;

  boolean isShown() {
    return likeness.isShown();
  }

  boolean has(Attribute attribute) {
    return ofPlace.stream().anyMatch(fact -> fact.attribute() == attribute);
  }

  /// @param isChain whether the site is of a brand with many places: then more must be seen
  /// @param hotlines numbers that other pages of the site give too
  static PageReading of(
      SitePage page, PlaceClues clues, boolean isChain, Set<String> hotlines, LocalDate today) {
    boolean isOfMany = page.isOfManyPlaces();
    double needed = isChain || isOfMany ? CHAIN_NEEDS : Likeness.SHOWN;
    Likeness ofText = Likeness.ofText(PlaceOnPage.of(clues, page.text(), page.phones()));
    Judged best =
        page.places().stream()
            .filter(thing -> !(thing.isCompany() && isOfMany))
            .map(thing -> new Judged(thing, likeness(thing, clues, ofText, isOfMany)))
            .filter(judged -> judged.likeness().probability() >= needed)
            .max(Comparator.comparingDouble(judged -> judged.likeness().probability()))
            .orElse(null);
    List<Fact> ofPlace = new ArrayList<>();
    if (best != null) {
      ofPlace.addAll(ThingFacts.ofPlace(best.thing(), page.address(), clues.countryCode(), today));
    }
    BranchCard part =
        isOfMany
            ? BranchCard.find(page, clues).orElse(null)
            : new BranchCard(page.html(), page.text(), ofText);
    boolean isPartShown = part != null && part.likeness().probability() >= needed;
    if (part != null && (isPartShown || (best != null && !isOfMany))) {
      // Around the page of one branch stands what all have in common.
      List<Fact> said =
          isChain && !isOfMany
              ? HtmlFacts.ofBranch(page, part, clues.countryCode())
              : HtmlFacts.ofPlace(page, part, clues.countryCode());
      said.stream().filter(fact -> !isHotline(fact, hotlines)).forEach(ofPlace::add);
      Optional<ClosingNotice> notice =
          isOfMany
              ? ClosingNotice.find(part.text(), clues, false)
                  .flatMap(_ -> BranchCard.findUnderOneHeading(page, clues))
                  .flatMap(card -> ClosingNotice.find(card.text(), clues, false))
              : ClosingNotice.find(page.text(), clues, isChain);
      status(notice, ofPlace).ifPresent(ofPlace::add);
    }
    Likeness shown =
        best != null
            ? best.likeness()
            : part != null && isPartShown ? part.likeness() : Likeness.NONE;
    return new PageReading(
        page, shown, best == null ? null : best.thing(), ofPlace, ofSite(page, clues));
  }

  private static boolean isHotline(Fact fact, Set<String> hotlines) {
    return fact.value() instanceof AttributeValue.Phone phone && hotlines.contains(phone.e164());
  }

  private record Judged(PlaceThing thing, Likeness likeness) {}

  /// A thing that does not say where it is shares the whereabouts of a page about one place.
  private static Likeness likeness(
      PlaceThing thing, PlaceClues clues, Likeness ofText, boolean isOfMany) {
    Likeness own = Likeness.ofThing(thing, clues);
    boolean saysNothing = thing.whereabouts().isEmpty() && thing.findPoint().isEmpty();
    boolean bearsName = own.signs().contains("the name");
    return !isOfMany && saysNothing && bearsName && ofText.probability() > own.probability()
        ? ofText
        : own;
  }

  private static List<Fact> ofSite(SitePage page, PlaceClues clues) {
    List<Fact> facts = new ArrayList<>();
    page.places().stream()
        .filter(PlaceThing::isCompany)
        .filter(company -> Likeness.bearsNameOf(company, clues))
        .findFirst()
        .ifPresent(company -> facts.addAll(ThingFacts.ofCompany(company, page.address())));
    facts.addAll(HtmlFacts.ofSite(page));
    return facts;
  }

  /// Open only where hours are given: a page alone may have outlived its place.
  private static Optional<Fact> status(Optional<ClosingNotice> notice, List<Fact> known) {
    if (notice.isPresent()) {
      return notice.map(closing ->
          new Fact(
              Attribute.OPEN_CLOSED_STATUS,
              new Text(closing.status()),
              CLOSED,
              "it says \"%s\"".formatted(closing.quote()),
              closing.quote()));
    }
    boolean hasHours = known.stream().anyMatch(fact -> fact.attribute() == Attribute.OPENING_HOURS);
    return hasHours
        ? Optional.of(
            new Fact(
                Attribute.OPEN_CLOSED_STATUS, new Text("Open"), OPEN, "it gives opening hours"))
        : Optional.empty();
  }
}
