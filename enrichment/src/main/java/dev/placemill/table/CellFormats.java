package dev.placemill.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// How the numbers of a workbook are shown, as far as it makes other text of them: dates are
/// numbers there, and a postcode may be one whose zeros are shown alone.
///
/// @param codes by number of a cell's style, the code of its format
record CellFormats(List<String> codes, boolean isFrom1904) {
  static final CellFormats NONE = new CellFormats(List.of(), false);

  private static final String DATE = "yyyy-mm-dd";
  private static final Pattern NOT_OF_DATES =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+])[^]]*]|general");
  private static final Pattern OF_DATES = Pattern.compile("[ymdhs]");
  private static final Pattern ZEROS = Pattern.compile("0{2,20}");

  /// What is shown of a number by default: more is noise of how it is stored.
  private static final MathContext SHOWN = new MathContext(15);

  private static final int MOST_DIGITS = 20;
  private static final LocalDate FIRST_DAY = LocalDate.of(1899, 12, 30);
  private static final LocalDate FIRST_DAY_OF_1904 = LocalDate.of(1904, 1, 1);
  private static final int LAST_DAY = 2_958_465;

  /// Excel has a day that never was, the 60th.
  private static final int DAY_THAT_NEVER_WAS = 60;

  private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

  CellFormats {
    codes = List.copyOf(codes);
  }

  CellFormats from1904(boolean is) {
    return new CellFormats(codes, is);
  }

  static CellFormats read(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> own = new HashMap<>();
    List<String> codes = new ArrayList<>();
    boolean isOfCells = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "numFmt" ->
              own.put(
                  String.valueOf(xml.getAttributeValue(null, "numFmtId")),
                  String.valueOf(xml.getAttributeValue(null, "formatCode")));
          case "cellXfs" -> isOfCells = true;
          case "xf" -> {
            if (isOfCells) {
              codes.add(code(xml.getAttributeValue(null, "numFmtId"), own));
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
        isOfCells = false;
      }
    }
    return new CellFormats(codes, false);
  }

  private static String code(@Nullable String id, Map<String, String> own) {
    if (id == null || own.containsKey(id) || !id.matches("\\d{1,4}")) {
      return own.getOrDefault(String.valueOf(id), "");
    }
    int number = Integer.parseInt(id);
    boolean isDate =
        (number >= 14 && number <= 22)
            || (number >= 27 && number <= 36)
            || (number >= 45 && number <= 47)
            || (number >= 50 && number <= 58);
    return isDate ? DATE : "";
  }

  /// A number as a person sees it.
  ///
  /// @param style of its cell, or null
  String text(String number, @Nullable String style) {
    BigDecimal value;
    try {
      value = new BigDecimal(number.strip());
    } catch (NumberFormatException _) {
      return number;
    }
    if (Math.abs((long) value.precision() - value.scale()) > MOST_DIGITS
        || value.scale() > MOST_DIGITS * 2) {
      return number;
    }
    String code = code(style);
    if (isDate(code)) {
      String date = date(value);
      if (date != null) {
        return date;
      }
    }
    String plain = value.round(SHOWN).stripTrailingZeros().toPlainString();
    boolean isShort = plain.matches("\\d+") && plain.length() < code.length();
    return isShort && ZEROS.matcher(code).matches()
        ? "0".repeat(code.length() - plain.length()) + plain
        : plain;
  }

  private String code(@Nullable String style) {
    if (style == null || !style.matches("\\d{1,6}")) {
      return "";
    }
    int number = Integer.parseInt(style);
    return number < codes.size() ? codes.get(number).split(";", 2)[0] : "";
  }

  private static boolean isDate(String code) {
    String bare = NOT_OF_DATES.matcher(code.toLowerCase(Locale.ROOT)).replaceAll("");
    return OF_DATES.matcher(bare).find();
  }

  private @Nullable String date(BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(LAST_DAY)) > 0) {
      return null;
    }
    long days = value.longValue();
    long seconds =
        value
            .subtract(BigDecimal.valueOf(days))
            .multiply(SECONDS_OF_A_DAY)
            .add(new BigDecimal("0.5"))
            .longValue();
    if (days == 0 && !isFrom1904) {
      return LocalTime.ofSecondOfDay(seconds % SECONDS_OF_A_DAY.longValue()).toString();
    }
    LocalDate first = isFrom1904 ? FIRST_DAY_OF_1904 : FIRST_DAY;
    LocalDateTime time =
        first
            .plusDays(!isFrom1904 && days < DAY_THAT_NEVER_WAS ? days + 1 : days)
            .atStartOfDay()
            .plusSeconds(seconds);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }
}
