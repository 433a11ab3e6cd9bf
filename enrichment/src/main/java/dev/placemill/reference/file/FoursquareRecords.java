package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.CategoryVocabulary;
import dev.placemill.place.PostalAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads places as Foursquare's open-source places describe them.
final class FoursquareRecords {
  static final String FORMAT = "foursquare";
  static final String LICENCE = "Apache-2.0";

  private final String dataset;
  private final CategoryTaxonomy taxonomy;

  FoursquareRecords(String dataset, CategoryTaxonomy taxonomy) {
    this.dataset = dataset;
    this.taxonomy = taxonomy;
  }

  void read(Fields place, PlaceSink sink) {
    RecordDraft draft = new RecordDraft(dataset, place.text("fsq_place_id"));
    draft.named(place.text("name"));
    draft.at(place.number("latitude"), place.number("longitude"));
    draft.address(address(place));
    List<@Nullable String> labels = new ArrayList<>(place.texts("fsq_category_labels"));
    draft.categories(CategoryLabels.first(labels, CategoryVocabulary.FOURSQUARE, taxonomy));
    addContacts(draft, place);
    LocalDate closed = place.day("date_closed");
    LocalDate refreshed = place.day("date_refreshed");
    draft.closed(place.has("date_closed"));
    draft.tag("end_date", closed == null ? null : closed.toString());
    draft.observedOn(refreshed != null ? refreshed : place.day("date_created"));
    draft.tag("fsq:unresolved_flags", place.texts("unresolved_flags").stream());
    draft.tag("source:url", place.text("placemaker_url"));
    draft.into(sink);
  }

  private static PostalAddress address(Fields place) {
    String line = place.text("address");
    String city = place.text("locality");
    if (city == null) {
      city = place.text("post_town");
    }
    String state = place.text("region");
    if (state == null) {
      state = place.text("admin_region");
    }
    String postcode = place.text("postcode");
    String country = place.text("country");
    String full = line == null ? null : joined(line, city, state, postcode, country);
    return new PostalAddress(full, null, null, null, city, state, postcode, country);
  }

  private static String joined(@Nullable String... parts) {
    return String.join(", ", Stream.of(parts).filter(Objects::nonNull).toList());
  }

  private static void addContacts(RecordDraft draft, Fields place) {
    draft.tag("phone", place.text("tel"));
    draft.tag("email", place.text("email"));
    ContactTags.addWebsites(draft, place.texts("website"));
    String facebook = place.text("facebook_id");
    if (facebook != null && facebook.matches("[1-9]\\d*")) {
      draft.tag("contact:facebook", "https://www.facebook.com/" + facebook);
    }
    draft.tag("contact:instagram", place.text("instagram"));
    draft.tag("contact:twitter", place.text("twitter"));
  }
}
