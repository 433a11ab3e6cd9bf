package dev.placemill.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.attribute.Attribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// What a person says is right looks in the end as what a source said would.
class OverrideValueTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NAME               | \" Café Ö \"                          | \"Café Ö\"",
        "WEBSITE            | \"HTTPS://Example.org/?utm_source=x\" | \"https://example.org\"",
        "EMAIL              | \"Info@EXAMPLE.org\"                  | \"Info@example.org\"",
        "PHONE              | \"+1 (212) 736-5000\"                 | \"+12127365000\"",
        "PHONE_ADDITIONAL   | [\"+1 212 736 5001\"]                 | [\"+12127365001\"]",
        "OPENING_HOURS      | \"mo-fr 9:00-17:00\"                  | \"Mo-Fr 09:00-17:00\"",
        "DATE_OPENED        | \"2015-03\"                           | \"2015-03\"",
        "OPEN_CLOSED_STATUS | \"Temporarily Closed\"                | \"Temporarily Closed\"",
        "COUNTRY_CODE       | \"DE\"                                | \"DE\"",
        "TIME_ZONE          | \"Europe/Berlin\"                     | \"Europe/Berlin\"",
        "INSTAGRAM          | \"@example\"                          | \"https://www.instagram.com/example\"",
        "CATEGORIES         | [\"coffee_shop\"]                     | [\"coffee_shop\"]",
        "MULTILINGUAL_NAMES | {\"ja\": \"店\"}                      | {\"ja\":\"店\"}",
        "PRICE_TIER         | 4                                     | 4",
        "HAS_WIFI           | false                                 | false",
        "ADDRESS            | {\"city\": \"Wien\", \"house\": \"1\"} | {\"house\":\"1\",\"city\":\"Wien\"}",
        "LOCATED_WITHIN     | {\"name\": \"Central Mall\"}          | {\"name\":\"Central Mall\"}",
        "COORDINATES        | [48, 16.37]                           | [48.0,16.37]",
        "PLUS_CODE          | \"8FVC9G8F+6X\"                       | \"8FVC9G8F+6X\"",
        "WHEELCHAIR         | \"limited\"                           | \"limited\"",
      })
  void whatIsSaidIsBroughtIntoItsNormalForm(Attribute attribute, String said, String normal)
      throws OverrideValue.Wrong {
    assertThat(OverrideValue.of(attribute, JSON.readTree(said)).toString()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NAME               | 5                       | must be text",
        "NAME               | \"  \"                  | must be text",
        "NAME               | \"a\\u0000b\"           | without control characters",
        "WEBSITE            | \"not a site\"          | must be the address of a public website",
        "WEBSITE            | \"http://localhost/\"   | must be the address of a public website",
        "EMAIL              | \"nobody\"              | must be an e-mail address",
        "PHONE              | \"736-5000\"            | must be a phone number that begins with +",
        "OPENING_HOURS      | \"now and then\"        | must be opening hours as Mo-Fr",
        "DATE_OPENED        | \"long ago\"            | must be a date",
        "OPEN_CLOSED_STATUS | \"open\"                | must be one of Open, Closed",
        "COUNTRY_CODE       | \"Germany\"             | must be a code",
        "TIME_ZONE          | \"Berlin\"              | must be a name as Europe/Berlin",
        "CHAIN_ID           | \"37158\"               | must be an id of Wikidata",
        "CATEGORIES         | \"coffee_shop\"         | must be an array of 1 to 100 texts",
        "CATEGORIES         | []                      | must be an array of 1 to 100 texts",
        "MULTILINGUAL_NAMES | {\"what?\": \"x\"}      | must have languages",
        "PRICE_TIER         | 5                       | must be a whole number from 1 to 4",
        "HAS_WIFI           | \"yes\"                 | must be true or false",
        "ADDRESS            | {\"town\": \"Wien\"}    | must be an object with one or more of full_address",
        "COORDINATES        | [16.37]                 | must be an array of latitude and longitude",
        "COORDINATES        | [91, 16.37]             | within 90 and 180 degrees",
        "H3_CELL            | \"8b1f8ed9098ffff\"     | must be a cell of resolution 10",
      })
  void whatIsNoValueIsRefusedAndSaidWhatItMustBe(Attribute attribute, String said, String why) {
    assertThatThrownBy(() -> OverrideValue.of(attribute, JSON.readTree(said)))
        .isInstanceOf(OverrideValue.Wrong.class)
        .hasMessageContaining(why);
  }
}
