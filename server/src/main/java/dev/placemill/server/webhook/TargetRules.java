package dev.placemill.server.webhook;

import dev.placemill.web.Courier;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which addresses a webhook may have and what it may ask for. What a name leads to is looked at
/// when a message is sent, each time.
public final class TargetRules {
  private static final int LONGEST = 2_000;

  private final boolean allowPrivateAddresses;

  public TargetRules(WebhookConfig config) {
    this.allowPrivateAddresses = config.allowPrivateAddresses();
  }

  /// What is wrong with an address, to complete the sentence "url ..."; empty when nothing is.
  public Optional<String> findFault(String url) {
    if (url.length() > LONGEST) {
      return Optional.of("must have at most %,d characters".formatted(LONGEST));
    }
    return Optional.ofNullable(fault(Courier.findAddress(url).orElse(null)));
  }

  private @Nullable String fault(@Nullable URI address) {
    if (address == null) {
      return "must be an address like https://example.com/hooks, without user or password";
    }
    if (allowPrivateAddresses) {
      return null;
    }
    if (Courier.isPrivateByNumber(address)) {
      return "must not lead into a private network or to this server; the setting"
          + " webhook.allow-private-addresses allows it";
    }
    return "https".equals(address.getScheme())
        ? null
        : "must begin with https://; the setting webhook.allow-private-addresses allows http";
  }

  /// What is wrong with the types of events asked for; empty when nothing is.
  public Optional<String> findFault(List<String> eventTypes) {
    List<String> known = EventType.askedFor();
    return eventTypes.stream()
        .filter(type -> !known.contains(type))
        .findFirst()
        .map(type ->
            "must hold only %s, and has \"%s\""
                .formatted(
                    String.join(", ", known), type.substring(0, Math.min(40, type.length()))));
  }
}
