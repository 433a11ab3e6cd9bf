package dev.placemill.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTableTest {
  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,lat,lng",
        "\uFEFFname,lat,lng",
        "Store Name,LATITUDE,Long",
        "poi_name;y;x",
        "NAME\tLat\tLon",
        "business-name|latitude|longitude",
        "\"name\", \"lat\", \"lng\"",
        "Name,store_lat,store_lng",
      })
  void headersAreRecognisedHoweverTheyAreWritten(String header) {
    char delimiter = header.replaceAll(".*?[a-z\"]([,;\t|]).*", "$1").charAt(0);
    String row = String.join(String.valueOf(delimiter), "Blue", "40.5", "-74.25");

    assertThat(rows(header + "\n" + row).getFirst().inputs())
        .containsEntry("name", "Blue")
        .containsEntry("latitude", 40.5)
        .containsEntry("longitude", -74.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyLineEndIsOne(String end) {
    List<PlaceRow> rows =
        rows(String.join(end, "name,lat,lng", "A,1,2", "\"B" + end + "b\",1,2", "C,1,2", "", ""));

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1).cells().getFirst()).isEqualTo("B" + end + "b");
    assertThat(rows.get(2).line()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "48.8566|48.8566",
        "48,8566|48.8566",
        "-0,1401|-0.1401",
        "−33.5|-33.5",
        " 51.5 |51.5",
        "33.5° S|-33.5",
        "4.5E+01|45",
        "0|0",
        "91.5|91.5",
      })
  void coordinatesAreReadAsWritten(String text, double degrees) {
    assertThat(CoordinateText.of(text)).isEqualTo(new CoordinateText.Degrees(degrees));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fourteen", "1,234.5", "48,85,66", "12:30", "48.8 2.3", "1234.5", "--1"})
  void whatIsNoCoordinateIsNotGuessed(String text) {
    assertThat(CoordinateText.of(text)).isEqualTo(new CoordinateText.Unreadable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "n/a", "NULL", "-", "NaN"})
  void wordsForNothingAreNothing(String text) {
    assertThat(CoordinateText.of(text)).isEqualTo(new CoordinateText.Absent());
  }

  @Test
  void idsAndPostcodesStayText() {
    PlaceRow row = rows("id,name,address,zip\n007,Blue,Main St,01015\n").getFirst();

    assertThat(row.cells()).containsExactly("007", "Blue", "Main St", "01015");
    assertThat(row.inputs()).containsEntry("postalCode", "01015").doesNotContainKey("id");
    assertThat(row.placeId()).isEqualTo("1");
  }

  @Test
  void anIdThatComesTwiceIsNoted() {
    List<PlaceRow> rows = rows("id,name,city\nA7,Blue,X\n,Red,X\n,Grey,X\nA7,Green,X\n");

    assertThat(rows.get(2).notes()).isEmpty();
    assertThat(rows.get(3).notes()).containsExactly("id A7 is also on line 2");
  }

  @Test
  void aShortRowIsPaddedAndALongOneFails() {
    List<PlaceRow> rows = rows("name,lat,lng,zip\nA,1,2\nB,1,2,3,4\n,,,\n");

    assertThat(rows.get(0).cells()).containsExactly("A", "1", "2", "");
    assertThat(rows.get(0).notes().getFirst()).contains("line 2 has 3 fields");
    assertThat(rows.get(0).fault()).isNull();
    assertThat(rows.get(1).fault())
        .extracting(RowFault::message)
        .asString()
        .startsWith("5 fields where the header has 4")
        .contains("\"4\"");
    assertThat(rows.get(2).fault()).extracting(RowFault::code).isEqualTo(RowFault.BLANK_ROW);
  }

  @Test
  void withAnAddressUnreadableCoordinatesAreLeftOut() {
    List<PlaceRow> rows = rows("name,lat,lng,address\nA,n/a,x,Main St\nB,n/a,x,\n");

    assertThat(rows.get(0).inputs()).containsOnlyKeys("name", "address");
    assertThat(rows.get(0).notes()).hasSize(2);
    assertThat(rows.get(1).fault())
        .extracting(RowFault::code)
        .isEqualTo(RowFault.UNREADABLE_COORDINATES);
  }

  @Test
  void whatIsNotUtf8IsReadAsWindows1252() throws IOException {
    Path file = directory.resolve("latin.csv");
    Files.writeString(file, "name,city\nCafé,Zürich\n", Charset.forName("windows-1252"));

    CsvFile inspected = CsvFile.inspect(file);

    assertThat(inspected.charset()).isEqualTo(Encoding.FALLBACK);
    assertThat(rows(inspected).getFirst().cells()).containsExactly("Café", "Zürich");
  }

  @Test
  void excelsUnicodeTextIsRead() throws IOException {
    Path file = directory.resolve("unicode.txt");
    Files.writeString(file, "\uFEFFname\tcity\nCafé\tZürich\n", StandardCharsets.UTF_16LE);

    assertThat(rows(CsvFile.inspect(file)).getFirst().cells()).containsExactly("Café", "Zürich");
  }

  @Test
  void excelsSeparatorLineIsObeyed() {
    assertThat(rows("sep=;\nname;city\nA;B\n").getFirst().line()).isEqualTo(3);
  }

  @Test
  void charactersBehindAClosingQuoteAreRefusedWithTheirLine() {
    assertThatThrownBy(() -> rows("name,city\nA,B\n\"Joe\" Bar,X\n"))
        .isInstanceOf(UnusableList.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void aQuotationMarkThatIsNeverClosedIsRefused() {
    assertThatThrownBy(() -> rows("name,city\nA,B\n\"C,D\nE,F\n"))
        .isInstanceOf(UnusableList.class)
        .hasMessageContaining("quotation mark");
  }

  @Test
  void textAcrossTheBordersOfReadingStaysUtf8() throws IOException {
    Path file = directory.resolve("long.csv");
    Files.writeString(file, "name,city\n" + "A,Zürich東京\n".repeat(40_000));

    CsvFile inspected = CsvFile.inspect(file);

    assertThat(inspected.charset()).isEqualTo(StandardCharsets.UTF_8);
    assertThat(inspected.rows()).isEqualTo(40_000);
  }

  private List<PlaceRow> rows(String text) {
    try {
      Path file = Files.writeString(directory.resolve("list.csv"), text);
      return rows(CsvFile.inspect(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<PlaceRow> rows(CsvFile file) throws IOException {
    List<PlaceRow> rows = new ArrayList<>();
    try (PlaceTable table = PlaceTable.open(file, Map.of())) {
      table.forEachRemaining(rows::add);
    }
    return rows;
  }
}
