package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AttributesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "attributes.md");
  private static final Set<Attribute.Kind> MEASURED =
      EnumSet.of(Attribute.Kind.NUMBER, Attribute.Kind.COORDINATES, Attribute.Kind.OPENING_HOURS);
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(?<name>\\w+)` \\| (?<kind>[a-z ]+) \\| (?<unit>[^|]+) \\| [^|]+ \\|"
              + " [a-z, ]+ \\| [^|]+ \\|$");

  @Test
  void thePageListsEveryAttributeWithItsKindInOrder() throws IOException {
    assertThat(rows().stream().map(row -> row.group("name") + ": " + row.group("kind")).toList())
        .isEqualTo(
            Arrays.stream(Attribute.values())
                .map(attribute -> attribute.wireName() + ": " + kind(attribute.kind()))
                .toList());
  }

  @Test
  void whatIsMeasuredHasAUnit() throws IOException {
    assertThat(rows())
        .filteredOn(row -> MEASURED.contains(attribute(row).kind()))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.group("unit")).isNotEqualTo("-"));
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results().toList();
  }

  private static Attribute attribute(MatchResult row) {
    return Attribute.findByWireName(row.group("name")).orElseThrow();
  }

  private static String kind(Attribute.Kind kind) {
    return switch (kind) {
      case TEXT -> "text";
      case TEXT_LIST -> "list of texts";
      case TEXT_MAP -> "texts by language";
      case NUMBER -> "number";
      case FLAG -> "yes or no";
      case HOST -> "host";
      case PHONE -> "phone";
      case OPENING_HOURS -> "opening hours";
      case ADDRESS -> "address";
      case COORDINATES -> "coordinates";
    };
  }
}
