package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How far each source is believed, attribute by attribute, and how fast what it saw grows old.
///
/// The numbers are judgements, and settings for who knows better.
///
/// @param levels by the name that evidence carries, or by the kind of source it names, in the order
///   in which they are shown
/// @param ageing by attribute; what is not listed does not age
public record Trust(Map<String, TrustLevel> levels, Map<Attribute, Ageing> ageing) {
  /// A value that is less likely than this to be as it was seen is said to be old.
  private static final double FADED = 0.9;

  private static final int MOST_MONTHS_SAID = 24;

  /// The client's own values.
  private static final String CLIENT = "client";

  /// Every source that has no level of its own, such as a list of one's own.
  private static final String OTHERS = "dataset";

  /// Sources that complete the client's own address instead of knowing another: what they say of an
  /// address confirms nothing.
  private static final Set<String> DERIVING = Set.of("geography");

  /// Collections of which one place is one record, however many extracts of it were imported under
  /// names of their own.
  private static final Set<String> COLLECTIONS =
      Set.of("osm", "overture", "foursquare", "alltheplaces");

  /// What ships. That the sites of places are believed most, and what two big collections hold of
  /// phones and sites least, is explained in `docs/reference/fusion.md`.
  public static final Trust DEFAULTS = new Trust(levelsByDefault(), Ageing.byDefault());

  public Trust {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    ageing = Map.copyOf(ageing);
  }

  private static Map<String, TrustLevel> levelsByDefault() {
    Map<String, TrustLevel> levels = new LinkedHashMap<>();
    String points = " coordinates=0.85 plus_code=0.85 h3_cell=0.85";
    levels.put(
        "website",
        level("0.97 name=0.95 address=0.95 opening_hours=0.96 categories=0.85" + points));
    levels.put("search", level("0.9"));
    levels.put("llm", level("0.9"));
    levels.put("name-suggestion-index", level("0.93 brand_name=0.98 chain_id=0.98"));
    levels.put("geography", level("0.98"));
    levels.put(
        "alltheplaces", level("0.96 name=0.98 coordinates=0.98 plus_code=0.98 h3_cell=0.98"));
    levels.put(
        "osm",
        level(
            "0.94 name=0.98 coordinates=0.98 plus_code=0.98 h3_cell=0.98 categories=0.96"
                + " opening_hours=0.91"));
    String collection =
        "0.85 name=0.95 coordinates=0.95 plus_code=0.95 h3_cell=0.95 address=0.93 phone=0.82";
    levels.put("overture", level(collection));
    levels.put("foursquare", level(collection));
    levels.put(
        OTHERS,
        level(
            "0.94 name=0.98 coordinates=0.98 plus_code=0.98 h3_cell=0.98 categories=0.96"
                + " opening_hours=0.91"));
    levels.put(CLIENT, level("0.5 address=0.7"));
    return levels;
  }

  private static TrustLevel level(String text) {
    return TrustLevel.find(text, TrustLevel.NONE)
        .orElseThrow(() -> new IllegalStateException("not a level of trust: " + text));
  }

  /// The names of all levels, in order.
  public List<String> sources() {
    return List.copyOf(levels.keySet());
  }

  public TrustLevel level(Evidence evidence) {
    TrustLevel named = levels.get(evidence.source());
    TrustLevel ofKind = evidence.kind() == null ? null : levels.get(evidence.kind());
    return named != null ? named : ofKind != null ? ofKind : ofSource(OTHERS);
  }

  /// The level of that name.
  ///
  /// @throws NullPointerException when there is none
  public TrustLevel ofSource(String name) {
    return Objects.requireNonNull(levels.get(name), name);
  }

  /// How far the client's own value is believed.
  double ofClient(Attribute attribute) {
    return ofSource(CLIENT).of(attribute);
  }

  /// Who speaks: two that have one origin are one witness.
  static String origin(Evidence evidence) {
    String kind = evidence.kind();
    return kind != null && COLLECTIONS.contains(kind) ? kind : evidence.source();
  }

  static boolean isDeriving(Evidence evidence) {
    return DERIVING.contains(evidence.source());
  }

  /// The same with other numbers for a source, or with one more source.
  public Trust with(String source, TrustLevel level) {
    Map<String, TrustLevel> changed = new LinkedHashMap<>(levels);
    changed.put(source, level);
    return new Trust(changed, ageing);
  }

  /// The same with other half-lives.
  public Trust with(Map<Attribute, Ageing> otherAgeing) {
    Map<Attribute, Ageing> changed = new EnumMap<>(Attribute.class);
    changed.putAll(ageing);
    changed.putAll(otherAgeing);
    return new Trust(levels, changed);
  }

  /// How sure one observation makes us of its value.
  double weight(Observation observation, LocalDate today) {
    Attribute attribute = observation.attribute();
    return level(observation.evidence()).of(attribute)
        * freshness(observation, today)
        * observation.probability();
  }

  private double freshness(Observation observation, LocalDate today) {
    Ageing known = ageing.get(observation.attribute());
    LocalDate seen = observation.evidence().observedOn();
    return known == null || seen == null || Status.isForGood(observation)
        ? 1
        : known.after(Ageing.years(seen, today));
  }

  /// When those who hold a value last saw it, where that is so long ago that it tells on how sure
  /// they make us: a sentence without its full stop.
  Optional<String> findDoubtOfAge(List<Holder> holders, LocalDate today) {
    return holders.stream().allMatch(holder -> isFaded(holder, today))
        ? holders.stream()
            .flatMap(holder -> Stream.ofNullable(holder.observation().evidence().observedOn()))
            .max(Comparator.naturalOrder())
            .map(seen -> "Last seen %s ago, it may have changed since".formatted(ago(seen, today)))
        : Optional.empty();
  }

  private boolean isFaded(Holder holder, LocalDate today) {
    return freshness(holder.observation(), today) < FADED;
  }

  private static String ago(LocalDate seen, LocalDate today) {
    long months = ChronoUnit.MONTHS.between(seen, today);
    return months < MOST_MONTHS_SAID
        ? months + " months"
        : Math.round(Ageing.years(seen, today)) + " years";
  }
}
