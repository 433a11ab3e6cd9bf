package dev.placemill.table;

import java.util.regex.Pattern;

/// Keeps a spreadsheet from taking what a stranger wrote for a formula. A cell that would begin one
/// gets an apostrophe before it; numbers and phone numbers, which begin with a sign as well, stay
/// as they are.
final class FormulaGuard {
  private static final char GUARD = '\'';

  // The last four are the first four as they are written among Chinese or Japanese characters.
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern NUMBER =
      Pattern.compile("[+-](?:\\d+(?:[.,]\\d+)*|[.,]\\d+)(?:[eE][+-]?\\d{1,3})?%?");

  // Digits with what people put between them, and an extension after them.
  private static final Pattern PHONE =
      Pattern.compile(
          "\\+ ?\\(?\\d[\\d ()./\\u00A0\\u2010\\u2011-]*(?: ?(?:ext\\.?|x|#) ?\\d{1,6})?");

  private FormulaGuard() {}

  static String of(String cell) {
    return isFormula(cell) ? GUARD + cell : cell;
  }

  private static boolean isFormula(String cell) {
    return !cell.isEmpty()
        && BEGINS_FORMULA.indexOf(cell.charAt(0)) >= 0
        && !NUMBER.matcher(cell).matches()
        && !PHONE.matcher(cell).matches();
  }
}
