package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      nullValues = "none",
      value = {
        "(212) 736-5000 -> US -> +12127365000 -> (212) 736-5000",
        "089/230060 -> DE -> +4989230060 -> 089 230060",
        "0049 89 230060 -> none -> +4989230060 -> 089 230060",
        "tel:+33-1-42-68-53-00 -> none -> +33142685300 -> 01 42 68 53 00",
        "+7 (495) 539-54-54;+7 (495) 539-54-55 -> RU -> +74955395454 -> 8 (495) 539-54-54",
        "unknown | +377 93 15 50 00 -> MC -> +37793155000 -> 93 15 50 00",
        "+49 89 1 / +49 89 230060 -> DE -> +4989230060 -> 089 230060",
        "020 7946 0000, 020 7836 5454 -> gb -> +442079460000 -> 020 7946 0000",
        "１２３ ０３−３５８１−４３２１; ０３−３５８１−４３２１ -> JP -> +81335814321 -> 03-3581-4321",
        "+1 212 736 5000 ext. 12 -> none -> +12127365000 -> (212) 736-5000"
      })
  void aPhoneNumberIsReadHoweverItIsWritten(
      String text, @Nullable String country, String e164, String national) {
    assertThat(Normalizer.phone(text, country)).contains(new AttributeValue.Phone(e164, national));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "no phone", "123", "(212) 736-5000", "+49", "+999 123456", ";;/"})
  void whatIsNoPhoneNumberIsRefused(String text) {
    assertThat(Normalizer.phone(text, null)).isEmpty();
    assertThat(Normalizer.phone("+12127365000", "no such country")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "example.com -> https://example.com",
        "HTTP://Example.COM/ -> http://example.com",
        "https://example.com:443/Path/ -> https://example.com/Path/",
        "http://example.com:8080/a -> http://example.com:8080/a",
        "example.com:8080 -> https://example.com:8080",
        "https://example.com/#top -> https://example.com",
        "https://example.com/?utm_source=x&gclid=1 -> https://example.com",
        "https://example.com?id=7&fbclid=abc&UTM_x -> https://example.com/?id=7",
        "https://example.com/a?utm_source=x&b=2 -> https://example.com/a?b=2",
        "https://bücher.example/straße -> https://xn--bcher-kva.example/stra%C3%9Fe",
        "http://пример.рф -> http://xn--e1afmkfd.xn--p1ai",
        "https://example.com/a%20b%zz -> https://example.com/a%20b%25zz",
        "http://a.example.org; http://b.example.org -> http://a.example.org",
        "see www.example.co.uk/x -> https://www.example.co.uk/x",
        "https://example.com./x -> https://example.com/x"
      })
  void aWebsiteHasOneSpelling(String text, String normal) {
    assertThat(Normalizer.website(text)).contains(new AttributeValue.Text(normal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "index.html",
        "localhost",
        "http://localhost/",
        "ftp://example.com",
        "javascript:alert(1)",
        "mailto:a@example.com",
        "https://user:secret@example.com/",
        "http://user@example.com",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://exa mple",
        "http://example..com",
        "http://-example.com",
        "http://example.com:99999/",
        "http://example.com\\@evil.example",
        "http://"
      })
  void whatIsNoPublicWebsiteIsRefused(String text) {
    assertThat(Normalizer.website(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "Info@Example.COM -> Info@example.com",
        "mailto:info@example.com?subject=Hi -> info@example.com",
        "broken@; b@example.org -> b@example.org",
        "öffnung@bücher.example -> öffnung@xn--bcher-kva.example"
      })
  void anEmailAddressHasItsDomainInLowerCase(String text, String normal) {
    assertThat(Normalizer.email(text)).contains(new AttributeValue.Text(normal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "info",
        "info@",
        "@example.com",
        "a@b@example.com",
        "a..b@example.com",
        "a@host"
      })
  void whatIsNoEmailAddressIsRefused(String text) {
    assertThat(Normalizer.email(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "FACEBOOK -> BMWWelt -> https://www.facebook.com/BMWWelt",
        "FACEBOOK -> https://de-de.facebook.com/BMWWelt/?ref=x -> https://www.facebook.com/BMWWelt",
        "FACEBOOK -> facebook.com/pages/Caf%C3%A9/123 -> https://www.facebook.com/pages/Caf%C3%A9/123",
        "FACEBOOK -> https://www.facebook.com/profile.php?id=42&x=1 -> https://www.facebook.com/profile.php?id=42",
        "INSTAGRAM -> @starbucks -> https://www.instagram.com/starbucks",
        "INSTAGRAM -> http://instagram.com/star.bucks/?hl=en -> https://www.instagram.com/star.bucks",
        "TIKTOK -> aldi -> https://www.tiktok.com/@aldi",
        "TIKTOK -> https://www.tiktok.com/@aldi/video/7 -> https://www.tiktok.com/@aldi",
        "TWITTER -> https://twitter.com/#!/lidl -> https://x.com/lidl",
        "TWITTER -> mobile.twitter.com/lidl/status/1 -> https://x.com/lidl",
        "YOUTUBE -> UC0123456789abcdefghij-_ -> https://www.youtube.com/channel/UC0123456789abcdefghij-_",
        "YOUTUBE -> @lidl -> https://www.youtube.com/@lidl",
        "YOUTUBE -> https://m.youtube.com/user/Lidl/videos -> https://www.youtube.com/user/Lidl",
        "LINKEDIN -> lidl -> https://www.linkedin.com/company/lidl",
        "LINKEDIN -> https://de.linkedin.com/company/lidl/?trk=x -> https://www.linkedin.com/company/lidl"
      })
  void aSocialAccountHasOneAddress(Attribute network, String text, String normal) {
    assertThat(Normalizer.social(network, text)).contains(new AttributeValue.Text(normal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "FACEBOOK -> https://www.facebook.com/sharer/sharer.php?u=x",
        "FACEBOOK -> https://www.facebook.com/events/1",
        "FACEBOOK -> https://www.facebook.com/",
        "FACEBOOK -> https://notfacebook.com/x",
        "FACEBOOK -> https://facebook.com.evil.example/x",
        "INSTAGRAM -> https://www.instagram.com/p/abc/",
        "INSTAGRAM -> https://www.facebook.com/abc",
        "TIKTOK -> https://www.tiktok.com/share?x=1",
        "TWITTER -> https://twitter.com/intent/tweet?text=x",
        "TWITTER -> https://x.com/Share?url=x",
        "YOUTUBE -> https://www.youtube.com/watch?v=x",
        "YOUTUBE -> https://youtu.be/x",
        "LINKEDIN -> https://www.linkedin.com/shareArticle?url=x",
        "LINKEDIN -> two words"
      })
  void aLinkThatIsNoAccountIsRefused(Attribute network, String text) {
    assertThat(Normalizer.social(network, text)).isEmpty();
  }

  @Test
  void onlyNetworksHaveAccounts() {
    assertThatThrownBy(() -> Normalizer.social(Attribute.PHONE, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PHONE is not a social network");
  }

  @Test
  void theRegistrableDomainKnowsPublicSuffixes() {
    assertThat(Normalizer.registrableDomain("https://shop.example.co.uk/x"))
        .contains("example.co.uk");
    assertThat(Normalizer.registrableDomain("www.example.com")).contains("example.com");
    assertThat(Normalizer.registrableDomain("https://mill.github.io")).contains("mill.github.io");
    assertThat(Normalizer.registrableDomain("https://co.uk")).isEmpty();
    assertThat(Normalizer.registrableDomain("nonsense")).isEmpty();
  }

  @Test
  void differentSpellingsOfOneValueAgree() {
    assertThat(text(Attribute.WEBSITE, "http://www.example.com/Store/"))
        .isEqualTo(text(Attribute.WEBSITE, "https://example.com/store"))
        .isNotEqualTo(text(Attribute.WEBSITE, "https://example.com/other"));
    assertThat(text(Attribute.NAME, "McDonald’s")).isEqualTo(text(Attribute.NAME, "Mc Donalds"));
    assertThat(text(Attribute.INSTAGRAM, "https://www.instagram.com/Lidl"))
        .isEqualTo(text(Attribute.INSTAGRAM, "https://www.instagram.com/lidl"));
    assertThat(
            Normalizer.agreementKey(
                Attribute.CATEGORIES, new AttributeValue.TextList(List.of("Bar", "Cafe"))))
        .isEqualTo(
            Normalizer.agreementKey(
                Attribute.CATEGORIES, new AttributeValue.TextList(List.of("cafe", "bar"))));
    assertThat(hoursKey("Mo-Fr 8-17; PH off")).isEqualTo(hoursKey("Mo,Tu,We,Th,Fr 08:00-17:00"));
    assertThat(hoursKey("sunrise-sunset")).isEqualTo("sunrise-sunset");
    assertThat(
            Normalizer.agreementKey(
                Attribute.PHONE, new AttributeValue.Phone("+12127365000", "(212) 736-5000")))
        .isEqualTo("+12127365000");
  }

  @Test
  void hoursOfEverySpellingOfTwentyFourSevenAreOpenAllDay() {
    assertThat(Map.of("24/7", true, "Mo-Su 00:00-24:00", true, "Mo-Fr 00:00-24:00", false))
        .allSatisfy((osm, isOpen) ->
            assertThat(Normalizer.openingHours(osm).orElseThrow().isOpen24Hours())
                .isEqualTo(isOpen));
  }

  private static String text(Attribute attribute, String text) {
    return Normalizer.agreementKey(attribute, new AttributeValue.Text(text));
  }

  private static String hoursKey(String osm) {
    return Normalizer.agreementKey(
        Attribute.OPENING_HOURS, Normalizer.openingHours(osm).orElseThrow());
  }
}
