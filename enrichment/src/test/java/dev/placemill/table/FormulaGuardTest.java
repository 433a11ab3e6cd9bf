package dev.placemill.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=HYPERLINK(\"https://example.org\")",
        "+1+cmd|' /C calc'!A0",
        "-1+1|cmd",
        "-2+3",
        "+A1",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "＠SUM(A1)",
        "+1 212=A1",
        "-cmd",
        "+"
      })
  void whatWouldBeAFormulaIsGuarded(String cell) {
    assertThat(FormulaGuard.of(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-74.0060",
        "-74,0060",
        "+5",
        "-1e-7",
        "-.5",
        "-5%",
        "+1 212",
        "+12125550100",
        "+1 (212) 555-0100",
        "+1-212-555-0100",
        "+43 1 / 58 858",
        "+1 212 555 0100 ext. 12",
        "Caf\u00e9 = Bar",
        "1+1",
        "'=1",
        "https://example.org/=1"
      })
  void numbersPhoneNumbersAndTextsStayAsTheyAre(String cell) {
    assertThat(FormulaGuard.of(cell)).isEqualTo(cell);
  }

  @Test
  void onlyTheDialectOfSpreadsheetsHasAGuardAndAByteOrderMark() throws IOException {
    List<String> row = List.of("=1+1", "-74.0060", "a \"b\", c", "two\r\nlines", "");
    assertThat(csv(CsvDialect.RFC4180, row))
        .isEqualTo("=1+1,-74.0060,\"a \"\"b\"\", c\",\"two\r\nlines\",\r\n");
    assertThat(csv(CsvDialect.EXCEL, row))
        .isEqualTo("\uFEFF'=1+1,-74.0060,\"a \"\"b\"\", c\",\"two\r\nlines\",\r\n");
  }

  private static String csv(CsvDialect dialect, List<String> row) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var table = new CsvTable(bytes, dialect);
    table.write(row);
    table.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
