package dev.placemill.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.PostalAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Addresses are written `house; street; city; postcode; country`, or as one line.
class DoorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12; Main Street; Leeds;; | 12; Main St; Leeds; LS1 4AB;",
        "12; Main Street;;; | ; Main Street;;; ",
        "12; Hauptstr.;;; | 12; Hauptstraße;;; ",
        "12a; Main Street;;; | 12; Main Street;;; ",
        "10-12; Main Street;;; | 12; Main Street;;; ",
        "8; Calle 100;;; | Calle 100 8-20, Bogotá",
        "12; Rue Grimaldi; Monaco; 98000; | 12; Rue Grimaldi; Monte-Carlo; 98000; ",
        "12; Rue Grimaldi; Monaco; 98000; | 12; Rue Grimaldi; Monaco; 98007; ",
        "12; Rue Grimaldi; Monaco; 98000; | 12 rue Grimaldi, 98000 Monaco",
        "17; Avenue des Spélugues; Monaco;; | Le Métropole, 17 Avenue des Spélugues, Monaco",
        "1; Marienplatz; München; 80331; | Marienplatz 1, 80331 München",
        "135; Straße des 17. Juni; Berlin;; | Straße des 17. Juni 135, 10623 Berlin",
        "; 12 Main Street; Leeds;; | 12; Main Street;;; ",
        ";;; 98000; | ; Rue Grimaldi;; 98000; ",
        "12; Main Street; Leeds;; | Suite 200, 12 Main Street, Leeds",
        "12; Main Street; Leeds;; | 12 Main Street Suite 200, Leeds",
        "12; Ste-Catherine St; Montreal;; | 12 Sainte-Catherine Street, Montreal"
      })
  void theseMayBeOne(String one, String other) {
    assertThat(door(one).contradicts(door(other))).isFalse();
    assertThat(door(other).contradicts(door(one))).isFalse();
    assertThat(door(one).agrees(door(other))).isTrue();
    assertThat(door(other).agrees(door(one))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12; Main Street; Leeds;; | 12; High Street; Leeds;; ",
        "12; Main Street; Leeds;; | 14; Main Street; Leeds;; ",
        "12; Main Street;;; | 1 High Street, Leeds",
        "12; Main Street;;; | 14 Main Street, Leeds",
        "1 High Street, Leeds | 12 Main Street, Leeds",
        "8; Calle 100;;; | 8; Calle 93;;; ",
        "12 Main Street, Suite 200, Leeds | 200 Main Street, Leeds",
        "350; 5th Avenue; New York;; | 350; 6th Avenue; New York;; ",
        "1; Main Street; Leeds; LS1 4AB; | 1; Main Street; York; YO1 7HH; ",
        ";; Leeds;; | ;; Bradford;; ",
        ";;; 10001; | ;;; 94105; ",
        "12; Rue Grimaldi;;; MC | 12; Rue Grimaldi;;; FR"
      })
  void theseAreTwo(String one, String other) {
    assertThat(door(one).contradicts(door(other))).isTrue();
    assertThat(door(other).contradicts(door(one))).isTrue();
    assertThat(door(one).agrees(door(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10; Avenue Princesse Grace; Monaco; 98000; | Grimaldi Forum, 98000 Monaco",
        "10; Avenue Princesse Grace; Monaco;; | 98000 Monaco",
        "5; Bahnhofstrasse; Zürich; 8001; | Zürich 8001",
        "12; Main Street;;; | ;; Leeds;; ",
        "12; Main Street;;; | ;;; LS1 4AB; ",
        "; Seaside Boulevard; Pasay;; | Level 3, Mall of Asia, Pasay",
        "12; Main Street; Leeds;; | Unit 14, The Arcade, Leeds",
        "; Unit 12;;; | 7; High Street; Leeds;; "
      })
  void whatSaysLessIsNoContradiction(String one, String other) {
    assertThat(door(one).contradicts(door(other))).isFalse();
    assertThat(door(other).contradicts(door(one))).isFalse();
  }

  private static Door door(String text) {
    String[] parts = text.split(";", -1);
    if (parts.length == 1) {
      return new Door(PostalAddress.NONE.withFull(text.strip()));
    }
    return new Door(
        new PostalAddress(
            null,
            part(parts[0]),
            part(parts[1]),
            null,
            part(parts[2]),
            null,
            part(parts[3]),
            part(parts[4])));
  }

  private static @Nullable String part(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
