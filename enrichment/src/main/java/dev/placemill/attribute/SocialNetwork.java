package dev.placemill.attribute;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How accounts are named and addressed on each social network.
///
/// @param hosts the network's domains, each with all below it
/// @param root the address all pages of the network begin with
/// @param handlePath what stands between the root and a bare handle
/// @param handle a bare handle, its name in the first group
/// @param page the path of an account's page, without the first slash; its first group is kept
/// @param notAccounts first path segments that lead elsewhere
record SocialNetwork(
    Set<String> hosts,
    String root,
    String handlePath,
    Pattern handle,
    Pattern page,
    Set<String> notAccounts) {
  private static final SocialNetwork FACEBOOK =
      new SocialNetwork(
          Set.of("facebook.com", "fb.com", "fb.me"),
          "https://www.facebook.com/",
          "",
          Pattern.compile("@?([\\p{L}\\p{N}][\\p{L}\\p{N}.-]{1,79})"),
          Pattern.compile(
              "(profile\\.php\\?id=\\d+"
                  + "|(?:pages|people)/[^/?]+/\\d+"
                  + "|pages/category/[^/?]+/[^/?]+"
                  + "|groups/[^/?]+|p/[^/?]+"
                  + "|(?!profile\\.php)[\\p{L}\\p{N}][\\p{L}\\p{N}._-]+)(?:[/?&].*)?"),
          Set.of(
              "sharer",
              "sharer.php",
              "share",
              "share.php",
              "dialog",
              "plugins",
              "hashtag",
              "events",
              "photo",
              "photo.php",
              "photos",
              "login",
              "login.php",
              "story.php",
              "watch",
              "tr",
              "home.php",
              "permalink.php",
              "l.php",
              "help",
              "policies",
              "privacy",
              "media",
              "marketplace",
              "reel",
              "pg",
              "pages",
              "people",
              "groups"));
  private static final SocialNetwork INSTAGRAM =
      new SocialNetwork(
          Set.of("instagram.com"),
          "https://www.instagram.com/",
          "",
          Pattern.compile("@?([A-Za-z0-9_.]{1,30})"),
          Pattern.compile("@?([A-Za-z0-9_.]{1,30})(?:[/?].*)?"),
          Set.of("p", "reel", "reels", "explore", "stories", "accounts", "share", "tv", "about"));
  private static final SocialNetwork TIKTOK =
      new SocialNetwork(
          Set.of("tiktok.com"),
          "https://www.tiktok.com/",
          "@",
          Pattern.compile("@?([A-Za-z0-9_.]{2,24})"),
          Pattern.compile("(@[A-Za-z0-9_.]{2,24})(?:[/?].*)?"),
          Set.of());
  private static final SocialNetwork TWITTER =
      new SocialNetwork(
          Set.of("twitter.com", "x.com"),
          "https://x.com/",
          "",
          Pattern.compile("@?([A-Za-z0-9_]{1,15})"),
          Pattern.compile("@?([A-Za-z0-9_]{1,15})(?:[/?].*)?"),
          Set.of(
              "intent", "share", "home", "hashtag", "search", "i", "login", "widgets", "explore"));
  private static final SocialNetwork YOUTUBE =
      new SocialNetwork(
          Set.of("youtube.com"),
          "https://www.youtube.com/",
          "",
          Pattern.compile("(UC[A-Za-z0-9_-]{22}|@?[\\p{L}\\p{N}._-]{3,30})"),
          Pattern.compile(
              "(@[\\p{L}\\p{N}._-]{3,30}|channel/UC[A-Za-z0-9_-]{22}|(?:user|c)/[^/?]+"
                  + "|[\\p{L}\\p{N}_-]+)(?:[/?].*)?"),
          Set.of(
              "watch",
              "embed",
              "playlist",
              "shorts",
              "redirect",
              "results",
              "share",
              "feed",
              "v",
              "channel",
              "user",
              "c",
              "live",
              "account"));
  private static final SocialNetwork LINKEDIN =
      new SocialNetwork(
          Set.of("linkedin.com"),
          "https://www.linkedin.com/",
          "company/",
          Pattern.compile("@?([\\p{L}\\p{N}][\\p{L}\\p{N}_-]{1,99})"),
          Pattern.compile("((?:company|in|school|showcase)/[^/?]+)(?:[/?].*)?"),
          Set.of());
  private static final Pattern CHANNEL_ID = Pattern.compile("UC[A-Za-z0-9_-]{22}");
  private static final Pattern LEADING_SLASHES = Pattern.compile("^/+");

  static SocialNetwork of(Attribute network) {
    return switch (network) {
      case FACEBOOK -> FACEBOOK;
      case INSTAGRAM -> INSTAGRAM;
      case TIKTOK -> TIKTOK;
      case TWITTER -> TWITTER;
      case YOUTUBE -> YOUTUBE;
      case LINKEDIN -> LINKEDIN;
      default -> throw new IllegalArgumentException(network + " is not a social network");
    };
  }

  /// The network that has a page.
  static Optional<Attribute> find(String url) {
    return WebAddress.findFirst(url).map(WebAddress::host).stream()
        .flatMap(host ->
            Attribute.SOCIAL_NETWORKS.stream().filter(network -> of(network).isOwnHost(host)))
        .findFirst();
  }

  Optional<String> findAccount(String handleOrUrl) {
    String text = handleOrUrl.strip();
    Matcher bare = handle.matcher(text);
    if (bare.matches() && !isOwnHost(text) && !text.startsWith("www.")) {
      return Optional.of(root + WebAddress.encoded(pathOf(bare.group(1))));
    }
    // Some accounts were once addressed behind a fragment: twitter.com/#!/name.
    return WebAddress.findFirst(text.replace("/#!/", "/"))
        .filter(address -> isOwnHost(address.host()))
        .flatMap(this::findAccountAt);
  }

  private String pathOf(String name) {
    if (equals(YOUTUBE)) {
      boolean isChannel = CHANNEL_ID.matcher(name).matches();
      return (isChannel ? "channel/" : name.startsWith("@") ? "" : "@") + name;
    }
    return handlePath + name;
  }

  private boolean isOwnHost(String host) {
    return hosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
  }

  private Optional<String> findAccountAt(WebAddress address) {
    String query = address.query() == null ? "" : "?" + address.query();
    String path = LEADING_SLASHES.matcher(decoded(address.path() + query)).replaceFirst("");
    Matcher account = page.matcher(path);
    return account.matches() && !notAccounts.contains(account.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(root + WebAddress.encoded(account.group(1)))
        : Optional.empty();
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
