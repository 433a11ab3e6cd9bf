package dev.placemill.attribute;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.Util;
import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Reads OpenStreetMap's `opening_hours` notation, in all the sloppy ways it is written.
final class OpeningHoursReader {
  /// Longer than any real value (OpenStreetMap allows 255); the parser recurses over its input.
  private static final int MAX_LENGTH = 1_000;

  private static final Remembered<String, Optional<AttributeValue.OpeningHours>> READ =
      new Remembered<>(1 << 12, OpeningHoursReader::read);

  private OpeningHoursReader() {}

  static Optional<AttributeValue.OpeningHours> find(String osm) {
    return osm.isBlank() || osm.length() > MAX_LENGTH ? Optional.empty() : READ.of(osm);
  }

  private static Optional<AttributeValue.OpeningHours> read(String osm) {
    return parse(osm).or(() -> parse(SloppyHours.tidied(osm)));
  }

  private static Optional<AttributeValue.OpeningHours> parse(String osm) {
    try {
      List<Rule> rules = new OpeningHoursParser(new StringReader(osm)).rules(false);
      if (rules.isEmpty()) {
        return Optional.empty();
      }
      var week = new UsualWeek();
      rules.forEach(week::apply);
      return Optional.of(
          new AttributeValue.OpeningHours(
              Collections.unmodifiableMap(week.asText()), Util.rulesToOpeningHoursString(rules)));
    } catch (OpeningHoursParseException notHours) {
      return Optional.empty();
    }
  }
}
