package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.CategoryVocabulary;
import dev.placemill.place.PostalAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads places as Overture Maps describes them, in the schema of its Parquet files, which its
/// GeoJSON has too.
final class OvertureRecords {
  static final String FORMAT = "overture";

  /// Of the datasets Overture draws on, Meta's and Microsoft's bear this; Foursquare's and others'
  /// bear their own.
  static final String LICENCE = "CDLA-Permissive-2.0";

  private final String dataset;
  private final CategoryTaxonomy taxonomy;

  OvertureRecords(String dataset, CategoryTaxonomy taxonomy) {
    this.dataset = dataset;
    this.taxonomy = taxonomy;
  }

  /// @param position of its geometry, or null when there is none
  void read(Fields place, @Nullable String id, @Nullable Position position, PlaceSink sink) {
    RecordDraft draft = new RecordDraft(dataset, id != null ? id : place.text("id"));
    addNames(draft, place.object("names"));
    if (position != null) {
      draft.at(position.latitude(), position.longitude());
    }
    draft.address(address(place));
    draft.categories(categories(place));
    addContacts(draft, place);
    addStatus(draft, place.text("operating_status"));
    List<Fields> sources = place.objects("sources");
    draft.observedOn(lastUpdate(sources));
    draft.tag("source", sources.stream().map(one -> one.text("dataset")).filter(Objects::nonNull));
    draft.tag("overture:confidence", place.text("confidence"));
    draft.into(sink);
  }

  private static void addNames(RecordDraft draft, Fields names) {
    draft.named(names.text("primary"));
    for (Map.Entry<?, ?> common : names.object("common").values().entrySet()) {
      String name = Fields.text(common.getValue());
      draft.named(name).tag("name:" + common.getKey(), name);
    }
    for (Fields rule : names.objects("rules")) {
      String name = rule.text("value");
      String language = rule.text("language");
      String variant = Objects.requireNonNullElse(rule.text("variant"), "common");
      draft.named(name);
      switch (variant) {
        case "official" -> draft.tag("official_name", name);
        case "short" -> draft.tag("short_name", name);
        case "alternate" -> draft.tag("alt_name", name);
        default -> draft.tag(language == null ? "alt_name" : "name:" + language, name);
      }
    }
  }

  private static PostalAddress address(Fields place) {
    Fields first = place.objects("addresses").stream().findFirst().orElse(Fields.NOTHING);
    String country = first.text("country");
    String state = state(first.text("region"), country);
    String freeform = first.text("freeform");
    String city = first.text("locality");
    String postcode = first.text("postcode");
    String full = freeform == null ? null : joined(freeform, city, state, postcode, country);
    return new PostalAddress(full, null, null, null, city, state, postcode, country);
  }

  /// Some releases write the region as ISO 3166-2, e.g. `US-CA`. Where what follows the country is
  /// a number, no address names it.
  private static @Nullable String state(@Nullable String region, @Nullable String country) {
    if (region == null || country == null || !region.startsWith(country + "-")) {
      return region;
    }
    String code = region.substring(country.length() + 1);
    return code.chars().allMatch(Character::isLetter) ? code : null;
  }

  private static String joined(@Nullable String... parts) {
    return String.join(", ", Stream.of(parts).filter(Objects::nonNull).toList());
  }

  private List<String> categories(Fields place) {
    Fields categories = place.object("categories");
    Fields hierarchy = place.object("taxonomy");
    List<@Nullable String> labels = new ArrayList<>();
    labels.add(categories.text("primary"));
    labels.add(hierarchy.text("primary"));
    labels.add(place.text("basic_category"));
    List<String> steps = new ArrayList<>(hierarchy.texts("hierarchy"));
    Collections.reverse(steps);
    labels.addAll(steps);
    labels.addAll(categories.texts("alternate"));
    labels.addAll(hierarchy.texts("alternates"));
    return CategoryLabels.first(labels, CategoryVocabulary.OVERTURE, taxonomy);
  }

  private static void addContacts(RecordDraft draft, Fields place) {
    ContactTags.addWebsites(draft, place.texts("websites"));
    ContactTags.addSocials(draft, place.texts("socials"));
    draft.tag("email", place.texts("emails").stream());
    draft.tag("phone", place.texts("phones").stream());
    Fields brand = place.object("brand");
    draft.tag("brand", brand.object("names").text("primary"));
    draft.tag("brand:wikidata", brand.text("wikidata"));
  }

  private static void addStatus(RecordDraft draft, @Nullable String status) {
    if (status != null) {
      draft.closed(status.equals("permanently_closed"));
      draft.tag("operational_status", status.equals("temporarily_closed") ? status : null);
    }
  }

  private static @Nullable LocalDate lastUpdate(List<Fields> sources) {
    return sources.stream()
        .map(source -> source.day("update_time"))
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .orElse(null);
  }
}
