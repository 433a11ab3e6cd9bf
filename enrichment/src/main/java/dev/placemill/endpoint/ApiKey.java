package dev.placemill.endpoint;

import java.util.regex.Pattern;

/// A key for a service. Nothing shows it: not a log, not an error, not the record that holds it.
public final class ApiKey {
  private static final Pattern FORM = Pattern.compile("[!-~]+");

  private final String secret;

  /// @throws IllegalArgumentException without the key in it, when the text cannot be one
  public ApiKey(String secret) {
    if (!isKey(secret)) {
      throw new IllegalArgumentException(
          "an API key has only visible ASCII characters and no spaces");
    }
    this.secret = secret;
  }

  /// Whether a text can be sent as a key at all.
  public static boolean isKey(String text) {
    return FORM.matcher(text).matches();
  }

  /// The key itself, for the header of a request and nothing else.
  public String revealed() {
    return secret;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
