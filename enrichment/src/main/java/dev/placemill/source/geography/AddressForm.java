package dev.placemill.source.geography;

import dev.placemill.attribute.CountryNames;
import dev.placemill.attribute.FoldedText;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.geography.AddressLine.Segment;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells the parts of a one-line address apart as far as that can be done honestly, and completes
/// them from the location. What the client gave in parts stays as it is.
final class AddressForm {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{2,3}");
  private static final Pattern COMMAS = Pattern.compile("\\s*([,、،，])(?:\\s*[,、،，])*\\s*");
  private static final Pattern LOOSE_END = Pattern.compile("^[,\\s]+|[,\\s]+$");
  private static final Pattern HOUSE_FIRST =
      Pattern.compile("(\\d+[A-Za-z]?(?:[-/]\\d+[A-Za-z]?)?) (\\d*\\p{L}.*\\p{L}.*)");
  private static final Pattern HOUSE_LAST =
      Pattern.compile("(\\p{L}.*\\p{L}\\.?) (\\d+ ?[A-Za-z]?(?:[-/]\\d+ ?[A-Za-z]?)?)");
  private static final Pattern HOUSE_ALONE = Pattern.compile("\\d+\\p{L}?(?:[-/]\\d+\\p{L}?)?");
  private static final Pattern POSTAL_CODE =
      Pattern.compile(
          "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|〒? ?\\d{3}-\\d{4}"
              + "|\\d{5}-\\d{3,4}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{4} [A-Z]{2}\\b|\\d{3} \\d{2}\\b"
              + "|\\d{4,6}");

  private record Door(@Nullable String house, @Nullable String street) {}

  PostalAddress of(PostalAddress given, Location location, @Nullable LocatedAddress said) {
    boolean isLineOnly = given.full() != null && given.street() == null;
    CityCandidate city = said == null || !isLineOnly ? null : said.city();
    Door door = city == null ? new Door(null, null) : door(city);
    String postalCode = city == null ? null : postalCode(city);
    return new PostalAddress(
        line(given, location, said),
        firstGiven(given.house(), door.house),
        firstGiven(given.street(), door.street),
        given.unit(),
        firstGiven(given.city(), textOf(location.city())),
        firstGiven(given.state(), textOf(location.state())),
        firstGiven(given.postalCode(), postalCode),
        firstGiven(given.country(), location.countryFinding().text()));
  }

  /// The line as the client wrote it, with the city and the country it leaves out. Lines that go
  /// from the country down to the door stay as they are. Null where the client gave parts only.
  private static @Nullable String line(
      PostalAddress given, Location location, @Nullable LocatedAddress said) {
    if (given.full() == null) {
      return null;
    }
    String line = tidy(given.full());
    boolean isLargeFirst =
        AddressLine.of(line).segments().stream()
            .flatMap(segment -> segment.words().stream())
            .anyMatch(AddressLine.Word::isUnspaced);
    if (isLargeFirst || (said != null && !said.country().equals(location.country()))) {
      return line;
    }
    boolean namesCity = said != null && said.city() != null;
    String withCity =
        withPart(line, namesCity ? null : firstGiven(given.city(), textOf(location.city())));
    boolean namesCountry =
        CountryClue.in(AddressLine.of(line), line, CountryNames.load()).stream()
            .anyMatch(clue -> clue.segment() >= 0 && clue.country().equals(location.country()));
    String english = location.countryFinding().text();
    boolean isCode = given.country() != null && CODE.matcher(given.country().strip()).matches();
    String country = isCode ? english : firstGiven(given.country(), english);
    return withPart(withCity, namesCountry ? null : country);
  }

  private static String withPart(String line, @Nullable String part) {
    return part == null || FoldedText.of(line).words().containsAll(FoldedText.of(part).words())
        ? line
        : line + (line.contains("،") ? "، " : ", ") + part;
  }

  private static @Nullable String textOf(Location.@Nullable Finding finding) {
    return finding == null || finding.probability() < 0.5 ? null : finding.text();
  }

  private static @Nullable String firstGiven(@Nullable String given, @Nullable String derived) {
    return given != null ? given.strip() : derived;
  }

  private static String tidy(String line) {
    String spaced = SPACES.matcher(line).replaceAll(" ");
    return LOOSE_END.matcher(COMMAS.matcher(spaced).replaceAll("$1 ")).replaceAll("");
  }

  /// Only from the part before the first comma, and only if the city stands after it.
  private static Door door(CityCandidate city) {
    AddressLine line = city.line();
    if (city.segment() == 0) {
      return new Door(null, null);
    }
    String first = SPACES.matcher(line.segments().getFirst().text()).replaceAll(" ");
    Matcher houseFirst = HOUSE_FIRST.matcher(first);
    if (houseFirst.matches()) {
      return new Door(houseFirst.group(1), houseFirst.group(2));
    }
    Matcher houseLast = HOUSE_LAST.matcher(first);
    if (houseLast.matches()) {
      return new Door(houseLast.group(2), houseLast.group(1));
    }
    String second = line.segments().get(1).text();
    return city.segment() > 1 && HOUSE_ALONE.matcher(second).matches()
        ? new Door(second, first)
        : new Door(null, null);
  }

  /// From where the city stands or after it; a number in front of it is the house's.
  private static @Nullable String postalCode(CityCandidate city) {
    return city.line().segments().stream()
        .skip(city.segment())
        .map(Segment::text)
        .map(AddressForm::findPostalCode)
        .flatMap(Optional::stream)
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private static Optional<String> findPostalCode(String text) {
    Matcher matcher = POSTAL_CODE.matcher(text);
    String last = null;
    while (matcher.find()) {
      last = matcher.group();
    }
    return Optional.ofNullable(last);
  }
}
