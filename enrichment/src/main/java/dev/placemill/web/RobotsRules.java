package dev.placemill.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a host's robots.txt says to us.
final class RobotsRules {
  /// Longer than any site means; whoever asks for more does not want to be asked.
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private static final int MOST_SITEMAPS = 20;

  private final BaseRobotRules rules;

  private RobotsRules(BaseRobotRules rules) {
    this.rules = rules;
  }

  static RobotsRules of(URI robotsTxt, String text) {
    var parser = new SimpleRobotRulesParser(LONGEST_DELAY.toMillis(), 0);
    return new RobotsRules(
        parser.parseContent(
            robotsTxt.toString(),
            text.getBytes(StandardCharsets.UTF_8),
            "text/plain",
            List.of(WebSettings.ROBOT_NAME)));
  }

  /// A host without a robots.txt forbids nothing.
  static RobotsRules ofNone() {
    return new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
  }

  boolean allows(URI address) {
    return rules.isAllowed(address.toString());
  }

  Optional<Duration> findDelay() {
    return rules.getCrawlDelay() > 0
        ? Optional.of(Duration.ofMillis(rules.getCrawlDelay()))
        : Optional.empty();
  }

  List<URI> sitemaps() {
    return rules.getSitemaps().stream()
        .flatMap(text -> PageAddress.find(text).stream())
        .limit(MOST_SITEMAPS)
        .toList();
  }

  static URI addressFor(URI page) {
    return page.resolve("/robots.txt");
  }
}
