package dev.placemill.reference.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts addresses on the web under the keys OpenStreetMap has for them.
final class ContactTags {
  private static final Map<String, String> KEY_BY_HOST =
      Map.ofEntries(
          Map.entry("facebook.com", "contact:facebook"),
          Map.entry("fb.com", "contact:facebook"),
          Map.entry("instagram.com", "contact:instagram"),
          Map.entry("twitter.com", "contact:twitter"),
          Map.entry("x.com", "contact:twitter"),
          Map.entry("tiktok.com", "contact:tiktok"),
          Map.entry("youtube.com", "contact:youtube"),
          Map.entry("linkedin.com", "contact:linkedin"));

  private ContactTags() {}

  /// Adds websites, of which the first that is no page on a social network is the place's own.
  static void addWebsites(RecordDraft draft, List<String> addresses) {
    for (String address : addresses) {
      String network = networkKey(address);
      draft.tag(network == null ? "website" : network, address);
    }
  }

  static void addSocials(RecordDraft draft, List<String> addresses) {
    for (String address : addresses) {
      String network = networkKey(address);
      if (network != null) {
        draft.tag(network, address);
      }
    }
  }

  private static @Nullable String networkKey(String address) {
    String rest = address.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "");
    String host = rest.replaceFirst("[/?#:].*", "");
    for (int dot = 0; dot >= 0; dot = host.indexOf('.', dot + 1)) {
      String key = KEY_BY_HOST.get(dot == 0 ? host : host.substring(dot + 1));
      if (key != null) {
        return key;
      }
    }
    return null;
  }
}
