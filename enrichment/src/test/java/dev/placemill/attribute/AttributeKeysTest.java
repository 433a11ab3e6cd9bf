package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttributeKeysTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "attributes.md");

  @Test
  void everyAttributeIsFoundUnderItsOwnName() {
    for (Attribute attribute : Attribute.values()) {
      assertThat(AttributeKeys.find(attribute.wireName())).contains(Set.of(attribute));
    }
    assertThat(AttributeKeys.wireNames()).hasSize(Attribute.values().length);
  }

  @Test
  void aKeyOfTheHostedServiceStandsForAllItFills() {
    assertThat(AttributeKeys.find("phoneNumbers"))
        .contains(Set.of(Attribute.PHONE, Attribute.PHONE_ADDITIONAL));
    assertThat(AttributeKeys.find("closed_permanently").orElseThrow())
        .contains(Attribute.OPEN_CLOSED_STATUS);
  }

  @Test
  void anUnknownKeyIsNoAttributeAndCaseCounts() {
    assertThat(AttributeKeys.find("user_reviews")).isEmpty();
    assertThat(AttributeKeys.find("phonenumbers")).isEmpty();
    assertThat(AttributeKeys.find("Website")).isEmpty();
  }

  @Test
  void noKeyOfTheHostedServiceHidesAnAttributeOfOurs() {
    assertThat(AttributeKeys.ofHostedService().keySet())
        .allSatisfy(key -> assertThat(Attribute.findByWireName(key)).isEmpty());
  }

  @Test
  void eachSetHoldsTheOneBefore() {
    assertThat(AttributeSet.CORE.attributes()).containsAll(AttributeSet.OPEN_CLOSED.attributes());
    assertThat(AttributeSet.ALL.attributes()).containsExactly(Attribute.values());
    assertThat(AttributeSet.findByWireName("core")).contains(AttributeSet.CORE);
    assertThat(AttributeSet.findByWireName("CORE")).isEmpty();
  }

  @Test
  void thePageListsTheSetsAndTheKeys() throws IOException {
    Map<String, Set<String>> inCode = new TreeMap<>();
    inCode.put(AttributeSet.OPEN_CLOSED.wireName(), names(AttributeSet.OPEN_CLOSED.attributes()));
    inCode.put(AttributeSet.CORE.wireName(), names(AttributeSet.CORE.attributes()));
    AttributeKeys.ofHostedService().forEach((key, all) -> inCode.put(key, names(all)));
    Map<String, Set<String>> onPage = new TreeMap<>();
    Pattern.compile("(?m)^\\| `(\\w+)` \\| (`\\w+`(?:, `\\w+`)*) \\|$")
        .matcher(Files.readString(PAGE))
        .results()
        .forEach(row ->
            onPage.put(
                row.group(1),
                new TreeSet<>(Set.of(row.group(2).replace("`", "").split(", ", -1)))));
    assertThat(onPage).isEqualTo(inCode);
  }

  private static Set<String> names(Set<Attribute> attributes) {
    return attributes.stream()
        .map(Attribute::wireName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
