package dev.placemill.attribute;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads e-mail addresses, alone, in a list or as a `mailto:` link.
final class EmailAddresses {
  private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[;,|\\s]+");
  private static final Pattern LINK = Pattern.compile("^mailto:", Pattern.CASE_INSENSITIVE);
  private static final Pattern SUBJECT = Pattern.compile("\\?.*$");
  private static final String ATOM = "[\\p{L}\\p{N}!#$%&'*+/=^_`{|}~-]+";
  private static final Pattern ADDRESS =
      Pattern.compile("(" + ATOM + "(?:\\." + ATOM + ")*)@([^@]+)");
  private static final int MAX_LOCAL_PART = 64;

  private EmailAddresses() {}

  static Optional<String> findFirst(String text) {
    return BETWEEN_ADDRESSES
        .splitAsStream(text)
        .map(part -> SUBJECT.matcher(LINK.matcher(part).replaceFirst("")).replaceFirst(""))
        .flatMap(part -> find(part).stream())
        .findFirst();
  }

  private static Optional<String> find(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || address.group(1).length() > MAX_LOCAL_PART) {
      return Optional.empty();
    }
    return WebAddress.findHost(address.group(2)).map(host -> address.group(1) + "@" + host);
  }
}
