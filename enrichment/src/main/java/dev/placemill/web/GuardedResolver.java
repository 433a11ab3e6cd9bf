package dev.placemill.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/// Hands the HTTP client addresses that were checked. The client connects to the very addresses it
/// gets, so a name that changes its address between check and use gains nothing.
final class GuardedResolver implements DnsResolver {
  private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

  private final NameResolver names;
  private final Predicate<InetAddress> mayBeAsked;

  GuardedResolver(NameResolver names, Predicate<InetAddress> mayBeAsked) {
    this.names = names;
    this.mayBeAsked = mayBeAsked;
  }

  /// The host has an address that is not of the public internet.
  static final class NotPublic extends UnknownHostException {
    NotPublic(String host) {
      super(host + " is not an address of the public internet");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = lookUp(host);
    // One private address among public ones is no oversight.
    if (!addresses.stream().allMatch(mayBeAsked)) {
      throw new NotPublic(host);
    }
    return addresses.toArray(InetAddress[]::new);
  }

  /// Aside, since the system's resolver cannot be told how long it may take.
  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    var task = new FutureTask<List<InetAddress>>(() -> names.resolve(host));
    Thread.ofVirtual().name("resolve " + host).start(task);
    try {
      return task.get(LONGEST_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw new UnknownHostException(host);
      }
      throw new IllegalStateException("looking up " + host, e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new UnknownHostException(host + " (the look-up took too long)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + " (interrupted)");
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
