package dev.placemill.reference.file;

import dev.placemill.match.PlaceRecord;
import dev.placemill.match.PlaceRecord.Lifecycle;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a file says of one place, gathered piece by piece. Blank texts say nothing; none is kept
/// longer than a person would write it, so a hostile file cannot swell the index.
public final class RecordDraft {
  private static final int MOST_NAMES = 24;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TEXT = 1_000;

  private final String dataset;
  private final @Nullable String id;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> formerNames = new LinkedHashSet<>();
  private final Map<String, String> tags = new HashMap<>();
  private @Nullable Coordinates coordinates;
  private PostalAddress address = PostalAddress.NONE;
  private List<String> categories = List.of();
  private @Nullable LocalDate observedOn;
  private boolean closed;

  /// @param id unique in its file; a place without one is known by what it is called and where
  public RecordDraft(String dataset, @Nullable String id) {
    this.dataset = dataset;
    this.id = tidy(id, LONGEST_NAME);
  }

  /// Adds a name; the first is the main one.
  public RecordDraft named(@Nullable String name) {
    String tidy = tidy(name, LONGEST_NAME);
    if (tidy != null && names.size() < MOST_NAMES) {
      names.add(tidy);
    }
    return this;
  }

  RecordDraft onceNamed(@Nullable String name) {
    String tidy = tidy(name, LONGEST_NAME);
    if (tidy != null && formerNames.size() < MOST_NAMES) {
      formerNames.add(tidy);
    }
    return this;
  }

  /// Where it is. What lies off the globe, or at its origin in the Gulf of Guinea, where missing
  /// coordinates put places, is no position.
  public RecordDraft at(@Nullable Double latitude, @Nullable Double longitude) {
    if (latitude != null
        && longitude != null
        && Math.abs(latitude) <= 90
        && Math.abs(longitude) <= 180
        && !(latitude == 0 && longitude == 0)) {
      coordinates = new Coordinates(latitude, longitude);
    }
    return this;
  }

  public RecordDraft address(PostalAddress parts) {
    address =
        new PostalAddress(
            tidy(parts.full(), LONGEST_TEXT),
            tidy(parts.house(), LONGEST_NAME),
            tidy(parts.street(), LONGEST_NAME),
            tidy(parts.unit(), LONGEST_NAME),
            tidy(parts.city(), LONGEST_NAME),
            tidy(parts.state(), LONGEST_NAME),
            tidy(parts.postalCode(), LONGEST_NAME),
            tidy(parts.country(), LONGEST_NAME));
    return this;
  }

  /// Its categories in our own taxonomy, the narrowest first.
  public RecordDraft categories(List<String> ids) {
    categories = ids;
    return this;
  }

  boolean hasNoCategory() {
    return categories.isEmpty();
  }

  /// Adds what else is said, in OpenStreetMap's vocabulary; what was said first of a key stays.
  public RecordDraft tag(String key, @Nullable String value) {
    String tidy = tidy(value, LONGEST_TEXT);
    if (tidy != null) {
      tags.putIfAbsent(key, tidy);
    }
    return this;
  }

  RecordDraft tag(String key, Stream<String> values) {
    return tag(key, String.join("; ", values.distinct().toList()));
  }

  public RecordDraft observedOn(@Nullable LocalDate day) {
    observedOn = day;
    return this;
  }

  /// It is said outright that the place is gone.
  public RecordDraft closed(boolean gone) {
    closed |= gone;
    return this;
  }

  /// Hands the place on, or says what it lacks.
  public void into(PlaceSink sink) {
    if (names.isEmpty()) {
      sink.leftOut(Omission.UNNAMED);
    } else if (coordinates == null && address.isEmpty()) {
      sink.leftOut(Omission.NOWHERE);
    } else {
      sink.place(record());
    }
  }

  private PlaceRecord record() {
    return new PlaceRecord(
        dataset,
        id == null ? madeUpId() : id,
        List.copyOf(names),
        List.copyOf(formerNames),
        coordinates,
        address,
        categories,
        tags,
        observedOn,
        closed ? Lifecycle.CLOSED : Lifecycle.IN_USE);
  }

  /// The same at every import of the same file.
  private String madeUpId() {
    String where = coordinates == null ? address.oneLine() : coordinates.toString();
    return "%08x%08x".formatted(names.iterator().next().hashCode(), where.hashCode());
  }

  private static @Nullable String tidy(@Nullable String text, int longest) {
    if (text == null) {
      return null;
    }
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return null;
    }
    return stripped.length() <= longest ? stripped : stripped.substring(0, longest).strip();
  }
}
