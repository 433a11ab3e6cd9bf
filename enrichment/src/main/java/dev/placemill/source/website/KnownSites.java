package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.attribute.Normalizer;
import dev.placemill.attribute.OtherPeoplesSites;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sites that may be the place's own, the likeliest first.
final class KnownSites {
  private KnownSites() {}

  /// A site and who named it.
  ///
  /// @param isOfBrand whether it is a brand's rather than this place's own
  record KnownSite(URI address, String namedBy, boolean isOfBrand) {}

  static List<KnownSite> of(Inquiry inquiry) {
    List<Observation> observed =
        inquiry.known().stream()
            .filter(observation -> observation.attribute() == Attribute.WEBSITE)
            .sorted(
                Comparator.comparing((Observation one) -> one.evidence().scope())
                    .thenComparing(Comparator.comparingDouble(Observation::probability).reversed()))
            .toList();
    Set<String> domainsOfBrands =
        observed.stream()
            .filter(observation -> observation.evidence().scope() == Scope.BRAND)
            .flatMap(observation -> find(text(observation)).stream())
            .map(SiteLinks::owner)
            .collect(Collectors.toSet());
    List<KnownSite> named = new ArrayList<>();
    find(inquiry.place().claims().website())
        .ifPresent(address -> named.add(new KnownSite(address, "the client", false)));
    for (Observation observation : observed) {
      find(text(observation))
          .ifPresent(address ->
              named.add(
                  new KnownSite(
                      address,
                      observation.evidence().source(),
                      observation.evidence().scope() == Scope.BRAND)));
    }
    Map<String, KnownSite> distinct = new LinkedHashMap<>();
    named.stream()
        .filter(site -> !OtherPeoplesSites.has(site.address()))
        .map(site ->
            new KnownSite(
                site.address(),
                site.namedBy(),
                site.isOfBrand() || domainsOfBrands.contains(SiteLinks.owner(site.address()))))
        .forEach(site -> distinct.putIfAbsent(SiteLinks.owner(site.address()), site));
    return List.copyOf(distinct.values());
  }

  private static String text(Observation observation) {
    return observation.value() instanceof Text(String text) ? text : "";
  }

  private static Optional<URI> find(@Nullable String website) {
    return Stream.ofNullable(website)
        .flatMap(text -> Normalizer.website(text).stream())
        .flatMap(url -> SiteLinks.address(url.text()).stream())
        .findFirst();
  }
}
