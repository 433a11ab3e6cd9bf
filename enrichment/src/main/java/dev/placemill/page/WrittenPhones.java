package dev.placemill.page;

import dev.placemill.attribute.Normalizer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The phone numbers that stand in a text.
public final class WrittenPhones {
  private static final Pattern NUMBER =
      Pattern.compile("[+(]{0,2}\\d[\\d\\s()./\\u2010-\\u2015-]{4,24}\\d");
  private static final int MOST = 100;

  private WrittenPhones() {}

  /// @param country ISO code, for numbers written without it
  /// @return in E.164, as they come
  public static List<String> in(String text, @Nullable String country) {
    return NUMBER
        .matcher(text)
        .results()
        .limit(MOST)
        .map(MatchResult::group)
        .flatMap(number -> Normalizer.phone(number, country).stream())
        .map(phone -> phone.e164())
        .distinct()
        .toList();
  }
}
