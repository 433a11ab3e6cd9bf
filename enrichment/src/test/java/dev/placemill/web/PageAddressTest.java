package dev.placemill.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mailto:a@b.example",
        "http://",
        "http://a b.example:x/",
        "http://ü..example/"
      })
  void whatIsNoAddressOfAPageIsNone(String text) {
    assertThat(PageAddress.find(text)).isEmpty();
  }

  @Test
  void aHostTooLongForAnyNameIsNone() {
    assertThat(PageAddress.find("http://" + "ü".repeat(80) + ".example/")).isEmpty();
  }
}
