package dev.placemill.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One setting as its room declared it.
///
/// @param fallback the text of the default, or null when the setting may stay unset
/// @param meaning half a sentence for the manual
/// @param secret never shown in a message, and also readable from the file that the variable with
///   the suffix `_FILE` names
/// @param standard a variable that programs share, which counts where nothing else is given; or
///   null
record Setting<T>(
    String key,
    @Nullable String fallback,
    String meaning,
    ValueRule<T> rule,
    boolean secret,
    @Nullable String standard) {

  private static final String PREFIX = "PLACEMILL_";

  Setting(
      String key, @Nullable String fallback, String meaning, ValueRule<T> rule, boolean secret) {
    this(key, fallback, meaning, rule, secret, null);
  }

  /// The environment variable: `PLACEMILL_HTTP_PORT` for `http.port`.
  String variable() {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  String fileVariable() {
    return variable() + "_FILE";
  }

  static boolean isOurs(String variable) {
    return variable.startsWith(PREFIX);
  }
}
