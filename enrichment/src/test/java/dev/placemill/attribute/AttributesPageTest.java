package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AttributesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "attributes.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| ([a-z ]+) \\| .+ \\| .+ \\| ");

  @Test
  void thePageListsEveryAttributeWithItsKindInOrder() throws IOException {
    List<String> listed =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult row) -> row.group(1) + ": " + row.group(2))
            .toList();
    assertThat(listed)
        .isEqualTo(
            Arrays.stream(Attribute.values())
                .map(attribute -> attribute.wireName() + ": " + kind(attribute.kind()))
                .toList());
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
