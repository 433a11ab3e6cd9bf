package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.FUSION;
import static dev.placemill.fusion.Fused.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open, closed, closed for a while, or nowhere to be found.
class StatusTest {
  /// Each observation is `source value probability months-ago`, with `-` for no date and `brand`
  /// behind it for a value of the brand.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nobody says anything                     |                                             | -                  | NONE
          seen open last month                     | osm Open 0.9 1                              | Open               | LOW
          seen open on its own site                | website Open 0.95 0                         | Open               | HIGH
          seen open by two                         | osm Open 0.8 1; website Open 0.9 0          | Open               | VERY_HIGH
          seen open three years ago                | osm Open 0.95 36                            | -                  | NONE
          seen open who knows when                 | osm Open 0.95 -                             | -                  | NONE
          a tag says it is gone                    | osm Closed 0.92 3                           | Closed             | MEDIUM
          a tag said so long ago                   | osm Closed 0.92 60                          | Closed             | MEDIUM
          its site says it is gone                 | website Closed 0.95 0                       | Closed             | HIGH
          site and tag say it is gone              | website Closed 0.9 0; osm Closed 0.9 3      | Closed             | VERY_HIGH
          two say so but not as of when            | list Closed 0.97 -; osm Closed 0.97 -       | Closed             | MEDIUM
          only the brand has ended                 | nsi Closed 1 1 brand                        | Closed             | LOW
          brand has ended, nobody says when        | nsi Closed 1 - brand                        | Closed             | LOW
          brand has ended, tag says it is gone     | nsi Closed 0.9 1 brand; osm Closed 0.95 1   | Closed             | HIGH
          brand has ended, site shows it open      | nsi Closed 0.9 9 brand; website Open 0.95 0 | Open               | MEDIUM
          hours say off                            | osm Closed 0.6 3                            | Closed             | LOW
          a weak word is too little                | osm Closed 0.4 3                            | -                  | NONE
          gone, and seen open after that           | osm Closed 0.92 24; website Open 0.9 0      | Open               | MEDIUM
          seen open, and gone after that           | osm Open 0.8 12; website Closed 0.95 0      | Closed             | MEDIUM
          a little more for open                   | a Open 0.8 1; b Closed 0.4737 1             | Open               | LOW
          its site says closed for a while         | website Temporarily Closed 0.95 0           | Temporarily Closed | HIGH
          its chain says closed for a while        | alltheplaces Temporarily Closed 0.95 0      | Temporarily Closed | HIGH
          others say closed for a while            | overture Temporarily Closed 0.97 0          | -                  | NONE
          two others say closed for a while        | overture Temporarily Closed 0.97 0; osm Temporarily Closed 0.97 0 | - | NONE
          its site and others say so               | website Temporarily Closed 0.9 0; overture Temporarily Closed 0.9 0 | Temporarily Closed | VERY_HIGH
          others say so, its site shows it open    | overture Temporarily Closed 0.97 0; website Open 0.95 0 | Open | LOW
          """)
  void isToldAsTheTableSays(
      String situation, @Nullable String said, String expected, Confidence confidence) {
    FusedAttribute fused = fuse(null, said == null ? "" : said);

    assertThat(fused.value())
        .as(situation)
        .isEqualTo(expected.equals("-") ? null : new AttributeValue.Text(expected));
    assertThat(fused.confidence()).as(fused.reasoning()).isEqualTo(confidence);
  }

  @Test
  void whatWasSearchedForInVainHasNoInternetPresence() {
    FusedAttribute fused = fuse("search: no page names it", "");

    assertThat(fused.value()).isEqualTo(Status.NO_INTERNET_PRESENCE);
    assertThat(fused.confidence()).isEqualTo(Confidence.NONE);
    assertThat(fused.reasoning()).contains("searched in vain: search: no page names it");
  }

  @Test
  void oneThatSomebodyKnowsIsNotCalledWithoutInternetPresence() {
    assertThat(fuse("search: no page names it", "osm Open 0.9 40").value()).isNull();
    assertThat(fuse("search: no page names it", "osm Closed 0.9 1").value())
        .isEqualTo(Status.CLOSED);
  }

  @Test
  void whereASourceCouldNotBeAskedNothingIsConcludedFromSilence() {
    FusedAttribute fused =
        FUSION.fuse(
            new Question(
                Attribute.OPEN_CLOSED_STATUS,
                null,
                List.of(),
                List.of("website: down"),
                "search: no page names it"),
            TODAY);

    assertThat(fused.value()).isNull();
    assertThat(fused.status()).isEqualTo(AttributeStatus.ERROR);
  }

  @Test
  void whySomethingIsNotSaidIsSaid() {
    assertThat(fuse(null, "osm Open 0.95 36").reasoning())
        .contains("too long ago")
        .contains("osm 1 of 2023-11-01 says Open");
    assertThat(fuse(null, "osm Closed 0.4 3").reasoning()).contains("too little to call it closed");
    assertThat(fuse(null, "nsi Closed 1 1 brand").reasoning())
        .contains("The end of a brand alone does not say that this branch has closed.");
    assertThat(fuse(null, "osm Closed 0.9 -").reasoning()).contains("Nobody says as of when.");
  }

  @Test
  void aPauseThatOnlyOthersKnowOfIsNotGivenButShown() {
    FusedAttribute fused = fuse(null, "overture Temporarily Closed 0.97 0; osm Open 0.7 1");

    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.evidence())
        .extracting(Observation::value)
        .containsExactly(Status.TEMPORARILY_CLOSED);
    assertThat(fused.conflicts()).extracting(Observation::value).containsExactly(Status.OPEN);
    assertThat(fused.reasoning())
        .contains("which counts only where the place's own site or its chain says so");
  }

  @Test
  void whatSpeaksAgainstItIsShown() {
    FusedAttribute fused = fuse(null, "osm Closed 0.92 24; website Open 0.9 0");

    assertThat(fused.conflicts()).extracting(Observation::value).containsExactly(Status.CLOSED);
    assertThat(fused.reasoning()).contains("while osm 1 of 2024-11-01 says Closed");
  }

  private static FusedAttribute fuse(@Nullable String inVain, String said) {
    List<Observation> observations =
        Arrays.stream(said.split(";", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(StatusTest::observation)
            .toList();
    return FUSION.fuse(
        new Question(Attribute.OPEN_CLOSED_STATUS, null, observations, List.of(), inVain), TODAY);
  }

  private static Observation observation(String said) {
    boolean isOfBrand = said.endsWith(" brand");
    String[] words = said.replace(" brand", "").split(" ", -1);
    String months = words[words.length - 1];
    String value = String.join(" ", Arrays.asList(words).subList(1, words.length - 2));
    return new Observation(
        Attribute.OPEN_CLOSED_STATUS,
        new AttributeValue.Text(value),
        Double.parseDouble(words[words.length - 2]),
        new Evidence(
            words[0].equals("nsi") ? "name-suggestion-index" : words[0],
            "1",
            null,
            months.equals("-") ? null : TODAY.minusMonths(Long.parseLong(months)),
            isOfBrand ? Scope.BRAND : Scope.PLACE),
        "it says so");
  }
}
