package dev.placemill.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One setting as its room declared it.
///
/// @param fallback the text of the default, or null when the setting may stay unset
/// @param meaning half a sentence for the manual
/// @param secret never shown in a message, and also readable from the file that the variable with
///   the suffix `_FILE` names
record Setting<T>(
    String key, @Nullable String fallback, String meaning, ValueRule<T> rule, boolean secret) {

  private static final String PREFIX = "PLACEMILL_";

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
