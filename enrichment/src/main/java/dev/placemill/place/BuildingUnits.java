package dev.placemill.place;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Parts of a building as lines of addresses name them: `Suite 200`, `#01-12`. Their numbers are no
/// houses, and many buildings number theirs alike.
public final class BuildingUnits {
  private static final String NUMBERED = "unit|suite|ste|apt|apartment|level|floor";

  /// Behind other words these are part of a name, as in `The Corner Shop 12`.
  private static final String NUMBERED_WHEN_FIRST = "shop|stall|room|store";

  /// `Level 2`, `Unit B`; but `Level Crossing Road` and `Store Street` are streets.
  private static final Pattern UNIT =
      Pattern.compile(
          "#\\s*([\\w/-]+)|(?i)(?:\\b(?:%s)|^\\s*(?:%s))\\b\\.?\\s*(?:#?\\s*([\\w-]*\\d[\\w-]*|\\p{L}\\b)|$)"
              .formatted(NUMBERED, NUMBERED_WHEN_FIRST));

  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[-/]");

  private BuildingUnits() {}

  /// What tells the units apart that a part of a line names, e.g. `01` and `12` of `#01-12`.
  ///
  /// @param part what stands between two commas
  public static List<String> in(String part) {
    return UNIT.matcher(part).results().flatMap(BuildingUnits::numbers).toList();
  }

  private static Stream<String> numbers(MatchResult unit) {
    String said = unit.group(1) != null ? unit.group(1) : unit.group(2);
    return said == null ? Stream.empty() : BETWEEN_NUMBERS.splitAsStream(said);
  }

  /// What is left of a part of a line without the units it names; blank where it names nothing
  /// else.
  public static String without(String part) {
    return UNIT.matcher(part).replaceAll(" ");
  }
}
