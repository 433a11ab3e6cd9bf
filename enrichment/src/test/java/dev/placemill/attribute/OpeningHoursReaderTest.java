package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// In the tables, a week is one entry per day from Monday, `-` for closed and `?` for not told.
class OpeningHoursReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "24/7 => 24h | 24h | 24h | 24h | 24h | 24h | 24h",
        "off => - | - | - | - | - | - | -",
        "Mo-Fr 08:00-18:00 => 8-18 | 8-18 | 8-18 | 8-18 | 8-18 | - | -",
        "mon-fri 8am-6pm => 8-18 | 8-18 | 8-18 | 8-18 | 8-18 | - | -",
        "10:00-20:00 => 10-20 | 10-20 | 10-20 | 10-20 | 10-20 | 10-20 | 10-20",
        "Mo-Su 10:00-20:00; PH off => 10-20 | 10-20 | 10-20 | 10-20 | 10-20 | 10-20 | 10-20",
        "PH,Mo-We 10:00-20:00 => 10-20 | 10-20 | 10-20 | - | - | - | -",
        "Mo-We 10:00-20:00; PH Mo-We 11:00-12:00 => 10-20 | 10-20 | 10-20 | - | - | - | -",
        "Mo 14:00-18:00,08:00-12:00 => 8-12, 14-18 | - | - | - | - | - | -",
        "Fr-Mo 18:00-02:00 => 18-2 | - | - | - | 18-2 | 18-2 | 18-2",
        "Mo-Fr 08:00-18:00; We off => 8-18 | 8-18 | - | 8-18 | 8-18 | - | -",
        "Mo-Fr 08:00-18:00; We 09:00-12:00 => 8-18 | 8-18 | 9-12 | 8-18 | 8-18 | - | -",
        "Mo-Fr 08:00-12:00, We 14:00-16:00 => 8-12 | 8-12 | 8-12, 14-16 | 8-12 | 8-12 | - | -",
        "Mo-Tu 08:00-18:00; Tu 12:00-13:00 off => 8-18 | 8-12, 13-18 | - | - | - | - | -",
        "Mo 08:00-12:00,12:00-14:00 => 8-14 | - | - | - | - | - | -",
        "Mo 20:00-24:00 => 20-24 | - | - | - | - | - | -",
        "Mo-Su; Tu off => 24h | - | 24h | 24h | 24h | 24h | 24h",
        "Mo-Sa 09:00-18:00; Dec 25 off; Dec 24,Dec 31 09:00-12:00"
            + " => 9-18 | 9-18 | 9-18 | 9-18 | 9-18 | 9-18 | -",
        "Mo-We 09:00-18:00; easter off => 9-18 | 9-18 | 9-18 | - | - | - | -",
        "Mo 09:00-18:00; Sa sunrise-sunset => 9-18 | - | - | - | - | ? | -",
        "Mo 09:00-18:00; Su 10:00+ => 9-18 | - | - | - | - | - | ?",
        "Mo-Tu 09:00-18:00; We \"by appointment\" => 9-18 | 9-18 | ? | - | - | - | -",
        "Mo-Tu 09:00-18:00; Mo[1] off => ? | 9-18 | - | - | - | - | -",
        "Mo-Tu 09:00-18:00; Jul-Aug Tu off => 9-18 | ? | - | - | - | - | -",
        "Mo-Tu 09:00-18:00 || We \"call\" => 9-18 | 9-18 | ? | - | - | - | -",
        "Mo-Tu 09:00-18:00 || Tu-We 10:00-11:00 => 9-18 | 9-18 | 10-11 | - | - | - | -",
        "Mo 09:00-18:00 open => 9-18 | - | - | - | - | - | -",
        "Mo 09:00-18:00 unknown => ? | ? | ? | ? | ? | ? | ?"
      })
  void theUsualWeekFollowsTheRules(String osm, String week) {
    assertThat(weekOf(osm)).isEqualTo(week);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sunrise-sunset", "\"by appointment\"", "Apr-Sep 10:00-18:00", "PH off", "10:00+"})
  void hoursThatNoWeekCanShowKeepTheirNotationOnly(String osm) {
    var hours = Normalizer.openingHours(osm).orElseThrow();
    assertThat(hours.weekly()).isEmpty();
    assertThat(hours.osm()).isEqualTo(osm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "whenever we like", "Mo-Fr 25:99-30:00", "8 to late §"})
  void whatIsNoOpeningHoursIsRefused(String text) {
    assertThat(Normalizer.openingHours(text)).isEmpty();
  }

  @Test
  void aValueFarTooLongIsRefusedUnread() {
    assertThat(Normalizer.openingHours("Mo 08:00-12:00; ".repeat(100) + "Tu off")).isEmpty();
  }

  @Test
  void theNotationIsRenderedInOneWay() {
    var hours = Normalizer.openingHours("mo-fr 8am-5pm ; sa 9:00-12").orElseThrow();
    assertThat(hours.osm()).isEqualTo("Mo-Fr 08:00-17:00; Sa 09:00-12:00");
    assertThat(hours.weekly())
        .containsEntry(DayOfWeek.MONDAY, "08:00-17:00")
        .containsEntry(DayOfWeek.SUNDAY, "closed");
  }

  private static String weekOf(String osm) {
    Map<DayOfWeek, String> weekly = Normalizer.openingHours(osm).orElseThrow().weekly();
    return Arrays.stream(DayOfWeek.values())
        .map(day -> shortened(weekly.getOrDefault(day, "?")))
        .collect(Collectors.joining(" | "));
  }

  private static String shortened(String day) {
    return day.replace("24 hours", "24h")
        .replace("closed", "-")
        .replaceAll("\\b0(?=\\d:)", "")
        .replace(":00", "");
  }
}
