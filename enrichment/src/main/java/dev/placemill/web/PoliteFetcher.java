package dev.placemill.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Gets pages as a polite robot does. One for a whole node: it is what all its batches share.
///
/// Every address on the way is checked anew: its form, robots.txt, and, once its name has become an
/// address, that this is of the public internet.
public final class PoliteFetcher implements PageFetcher, AutoCloseable {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_RULES_REMEMBERED = 2_000;

  private final WebSettings settings;
  private final PoliteWire wire;
  private final Predicate<String> mayAsk;
  private final Clock clock;
  private final Map<URI, Remembered> rulesByAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Remembered> eldest) {
          return size() > MOST_RULES_REMEMBERED;
        }
      };

  private record Remembered(RobotsRules rules, Instant until) {}

  PoliteFetcher(
      WebSettings settings,
      Path cacheDirectory,
      GuardedResolver names,
      Predicate<String> mayAsk,
      Patience patience,
      Clock clock) {
    this.settings = settings;
    this.mayAsk = mayAsk;
    this.clock = clock;
    wire =
        new PoliteWire(
            settings,
            new Wire(settings, names, clock),
            ReplyCache.open(cacheDirectory, settings.cacheBytes()),
            patience,
            clock);
  }

  /// @param cacheDirectory where pages are kept; made when it is not there
  public static PoliteFetcher open(
      WebSettings settings,
      Path cacheDirectory,
      NameResolver names,
      Predicate<String> mayAsk,
      Patience patience,
      Clock clock) {
    var guarded =
        new GuardedResolver(
            names, address -> settings.allowPrivateAddresses() || AddressGuard.isPublic(address));
    return new PoliteFetcher(settings, cacheDirectory, guarded, mayAsk, patience, clock);
  }

  /// The fetcher of a running node.
  ///
  /// @param mayAsk which hosts are this node's to ask, at this moment and by this thread
  public static PoliteFetcher open(
      WebSettings settings, Path cacheDirectory, Predicate<String> mayAsk, Clock clock) {
    return open(
        settings, cacheDirectory, NameResolver.ofThisMachine(), mayAsk, Patience.real(), clock);
  }

  @Override
  public PageAnswer fetch(URI address, Kind kind, Instant deadline) {
    return PageAddress.find(address)
        .map(start -> read(start, Reading.of(kind), deadline))
        .orElseGet(() -> new PageAnswer.Refused("not an address of the web"));
  }

  @Override
  public List<URI> sitemaps(URI address, Instant deadline) {
    return PageAddress.find(address)
        .filter(page -> findObjection(page, deadline).isEmpty())
        .map(page -> remembered(RobotsRules.addressFor(page)))
        .map(rules -> rules.map(RobotsRules::sitemaps).orElse(List.of()))
        .orElse(List.of());
  }

  @Override
  public boolean keeps(URI address) {
    return PageAddress.find(address).filter(wire::keeps).isPresent();
  }

  private PageAnswer read(URI start, Reading reading, Instant deadline) {
    return switch (follow(start, reading, deadline)) {
      case Arrival.Stopped(PageAnswer why) -> why;
      case Arrival.Arrived(URI address, Reply reply) -> answer(address, reading, reply);
    };
  }

  /// Where redirects led.
  private sealed interface Arrival {
    record Arrived(URI address, Reply reply) implements Arrival {}

    record Stopped(PageAnswer why) implements Arrival {}
  }

  private Arrival follow(URI start, Reading reading, Instant deadline) {
    Set<URI> seen = new HashSet<>();
    URI at = start;
    while (seen.size() <= MOST_REDIRECTS) {
      if (!seen.add(at)) {
        return new Arrival.Stopped(
            new PageAnswer.Refused(start.getHost() + " redirects in a circle"));
      }
      if (!mayAsk.test(at.getHost())) {
        return new Arrival.Stopped(
            new PageAnswer.Refused(at.getHost() + " is asked by another part of this work"));
      }
      Optional<PageAnswer> objection =
          reading == Reading.ROBOTS ? Optional.empty() : findObjection(at, deadline);
      if (objection.isPresent()) {
        return new Arrival.Stopped(objection.get());
      }
      switch (wire.ask(at, reading, deadline)) {
        case HostAnswer.None(PageAnswer why) -> {
          return new Arrival.Stopped(why);
        }
        case HostAnswer.Got(Reply reply) -> {
          String location = reply.location();
          if (!reply.isRedirect() || location == null) {
            return new Arrival.Arrived(at, reply);
          }
          Optional<URI> next = PageAddress.find(at, location);
          if (next.isEmpty()) {
            return new Arrival.Stopped(
                new PageAnswer.Refused(at.getHost() + " redirects to what is no web address"));
          }
          at = next.get();
        }
      }
    }
    return new Arrival.Stopped(
        new PageAnswer.Refused(
            "%s redirects more than %d times".formatted(start.getHost(), MOST_REDIRECTS)));
  }

  private PageAnswer answer(URI address, Reading reading, Reply reply) {
    String host = address.getHost();
    if (reply.isMissing()) {
      return new PageAnswer.Missing("%s answered %d".formatted(host, reply.status()));
    }
    if (reply.status() != 200) {
      return new PageAnswer.Refused("%s answered %d".formatted(host, reply.status()));
    }
    if (!reading.accepts(reply.contentType())) {
      return new PageAnswer.Refused(
          "what %s sent is %s".formatted(host, Wire.notAPage(reply.contentType())));
    }
    try {
      byte[] body = unpacked(reply.body(), reading.mostBytes(settings));
      return body.length == 0
          ? new PageAnswer.Missing(host + " sent an empty page")
          : new PageAnswer.Page(
              address, PageText.decode(body, reply.contentType()), reply.receivedAt());
    } catch (IOException e) {
      return new PageAnswer.Refused("what %s sent cannot be read".formatted(host));
    }
  }

  /// Sitemaps are often files that were packed before they were put there.
  private static byte[] unpacked(byte[] body, long mostBytes) throws IOException {
    boolean isPacked = body.length > 2 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
    return isPacked
        ? Wire.bounded(new GZIPInputStream(new ByteArrayInputStream(body)), mostBytes)
        : body;
  }

  private Optional<PageAnswer> findObjection(URI address, Instant deadline) {
    URI robotsTxt = RobotsRules.addressFor(address);
    RobotsRules rules = remembered(robotsTxt).orElse(null);
    if (rules == null) {
      switch (follow(robotsTxt, Reading.ROBOTS, deadline)) {
        case Arrival.Stopped(PageAnswer why) -> {
          return Optional.of(why);
        }
        case Arrival.Arrived(URI _, Reply reply) -> {
          rules = rules(robotsTxt, reply);
          rules.findDelay().ifPresent(delay -> wire.slowDown(address, delay));
          remember(robotsTxt, rules, reply);
        }
      }
    }
    return rules.allows(address)
        ? Optional.empty()
        : Optional.of(
            new PageAnswer.Refused(
                "the robots.txt of %s forbids this page".formatted(address.getHost())));
  }

  private static RobotsRules rules(URI robotsTxt, Reply reply) {
    return reply.status() == 200
        ? RobotsRules.of(robotsTxt, PageText.decode(reply.body(), reply.contentType()))
        : RobotsRules.ofNone();
  }

  private Optional<RobotsRules> remembered(URI robotsTxt) {
    synchronized (rulesByAddress) {
      return Optional.ofNullable(rulesByAddress.get(robotsTxt))
          .filter(remembered -> clock.instant().isBefore(remembered.until()))
          .map(Remembered::rules);
    }
  }

  private void remember(URI robotsTxt, RobotsRules rules, Reply reply) {
    // Kept from before for want of a newer one: asked for again soon.
    Instant now = clock.instant();
    Instant usual = reply.receivedAt().plus(settings.cacheAge());
    Instant soon = now.plus(Duration.ofMinutes(1));
    synchronized (rulesByAddress) {
      rulesByAddress.put(robotsTxt, new Remembered(rules, usual.isAfter(soon) ? usual : soon));
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
