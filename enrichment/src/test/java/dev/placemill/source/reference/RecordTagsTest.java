package dev.placemill.source.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTagsTest {
  @Test
  void namesAreToldApartByTheirTags() {
    RecordTags tags =
        tags(
            "Opera",
            Map.of(
                "alt_name", "Old Opera;Opera House",
                "official_name", "State Opera",
                "short_name", "Opera",
                "loc_name", "Da Opa",
                "name:de", "Oper",
                "name:zh-Hant", "歌劇院",
                "name:etymology", "Latin"));
    assertThat(tags.name("alt_name")).contains(new AttributeValue.Text("Old Opera"));
    assertThat(tags.name("official_name")).contains(new AttributeValue.Text("State Opera"));
    assertThat(tags.commonNames().orElseThrow().texts())
        .containsExactly("Old Opera", "Opera House", "Da Opa");
    assertThat(tags.multilingualNames().orElseThrow().byLanguage())
        .containsExactly(Map.entry("de", "Oper"), Map.entry("zh-Hant", "歌劇院"));
  }

  @Test
  void finerPartsOfAnAddressAreToldByTheirTags() {
    assertThat(
            tags(
                    "Café",
                    Map.of(
                        "addr:floor", "2",
                        "addr:housename", "Le Palais",
                        "addr:block", "4",
                        "addr:quarter", "Port",
                        "addr:suburb", "Larvotto"))
                .finerParts())
        .isEqualTo(new PostalAddress.FinerParts("2", "Le Palais", "4", "Port", "Larvotto"));
  }

  @Test
  void linksAreTakenFromAnyOfTheirTagsAndYesIsNoLink() {
    RecordTags tags =
        tags(
            "Café",
            Map.of(
                "website:menu", "www.example.com/menu",
                "reservation", "yes",
                "reservation:website", "https://book.example.com",
                "website:orders", "no"));
    assertThat(tags.menu()).contains(new AttributeValue.Text("https://www.example.com/menu"));
    assertThat(tags.booking()).contains(new AttributeValue.Text("https://book.example.com"));
    assertThat(tags.order()).isEmpty();
  }

  @Test
  void everyNumberAfterTheFirstIsAFurtherPhone() {
    RecordTags tags =
        tags(
            "Café",
            Map.of(
                "phone", "+33 1 42 68 53 00; +33 1 42 68 53 01",
                "contact:mobile", "+33 6 12 34 56 78",
                "mobile", "+33 1 42 68 53 00"));
    assertThat(tags.furtherPhones("FR").orElseThrow().texts())
        .containsExactly("+33142685301", "+33612345678");
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "only, true", "no, false", "garden, true"})
  void aFlagIsSoUnlessItsTagSaysNo(String value, boolean isSo) {
    assertThat(tags("Café", Map.of("outdoor_seating", value)).flag("outdoor_seating"))
        .contains(new AttributeValue.Flag(isSo));
  }

  @Test
  void whatIsUnknownOrNoWifiIsNotGuessed() {
    assertThat(tags("Café", Map.of("delivery", "unknown")).flag("delivery")).isEmpty();
    assertThat(tags("Café", Map.of("internet_access", "terminal")).wifi()).isEmpty();
    assertThat(tags("Café", Map.of("internet_access", "wlan")).wifi())
        .contains(new AttributeValue.Flag(true));
  }

  @Test
  void waysToPayAreThoseTheTagsDoNotDeny() {
    RecordTags tags =
        tags(
            "Café",
            Map.of(
                "payment:visa", "yes",
                "payment:cash", "only",
                "payment:american_express", "no",
                "payment:shells", "yes"));
    assertThat(tags.paymentMethods().orElseThrow().texts()).containsExactly("cash", "visa");
  }

  @Test
  void theHostIsTakenFromTheNameAndTheFloorFromItsTag() {
    assertThat(tags("Starbucks (inside Target)", Map.of("level", "2")).locatedWithin())
        .contains(new AttributeValue.Host("Target", null, "2"));
    assertThat(tags("Café", Map.of("level", "0;1")).locatedWithin())
        .contains(new AttributeValue.Host(null, null, "0;1"));
    assertThat(tags("Café", Map.of("addr:mall", "Central Mall")).locatedWithin())
        .contains(new AttributeValue.Host("Central Mall", "shopping_center", null));
    assertThat(tags("Café", Map.of()).locatedWithin()).isEmpty();
  }

  @Test
  void aWebsiteThatIsAnAccountIsTheAccount() {
    RecordTags tags = tags("Café", Map.of("website", "https://www.facebook.com/cafe"));
    assertThat(tags.website()).isEmpty();
    assertThat(tags.account(Attribute.FACEBOOK))
        .contains(new AttributeValue.Text("https://www.facebook.com/cafe"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.com/cafe, twitter, https://x.com/cafe",
    "https://mobile.twitter.com/cafe, twitter, https://x.com/cafe",
    "fb.com/cafe, facebook, https://www.facebook.com/cafe",
    "https://de-de.facebook.com/cafe, facebook, https://www.facebook.com/cafe",
    "https://www.instagram.com/cafe/, instagram, https://www.instagram.com/cafe",
    "https://www.tiktok.com/@cafe, tiktok, https://www.tiktok.com/@cafe",
    "https://www.youtube.com/@cafemill, youtube, https://www.youtube.com/@cafemill",
    "https://www.linkedin.com/company/cafe, linkedin, https://www.linkedin.com/company/cafe"
  })
  void aPageOfAnyNetworkIsAnAccountAndNoWebsite(String website, String network, String account) {
    RecordTags tags = tags("Café", Map.of("website", website));
    assertThat(tags.website()).isEmpty();
    assertThat(tags.account(Attribute.findByWireName(network).orElseThrow()))
        .contains(new AttributeValue.Text(account));
  }

  @Test
  void aSiteThatOnlyContainsTheNameOfANetworkIsAWebsite() {
    RecordTags tags = tags("Café", Map.of("website", "https://linux.com/cafe-facebook.com"));
    assertThat(tags.website())
        .contains(new AttributeValue.Text("https://linux.com/cafe-facebook.com"));
    assertThat(tags.account(Attribute.TWITTER)).isEmpty();
    assertThat(tags.account(Attribute.FACEBOOK)).isEmpty();
  }

  private static RecordTags tags(String name, Map<String, String> tags) {
    return new RecordTags(
        new PlaceRecord(
            "osm",
            "node/1",
            List.of(name),
            List.of(),
            null,
            PostalAddress.NONE,
            List.of(),
            tags,
            null,
            PlaceRecord.Lifecycle.IN_USE));
  }
}
