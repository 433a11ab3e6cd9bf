package dev.placemill.spark;

import java.util.function.Predicate;
import java.util.function.Supplier;

/// Which hosts the work of this thread may ask: those whose places it has. Every other host is
/// asked by the task that has its places, so that none is asked from two machines at once, however
/// many there are.
final class OwnHosts {
  private static final ScopedValue<Predicate<String>> OWN = ScopedValue.newInstance();

  private OwnHosts() {}

  /// Does something that may ask only some hosts.
  static byte[] with(Predicate<String> own, Supplier<byte[]> work) {
    return ScopedValue.where(OWN, own).call(work::get);
  }

  static boolean has(String host) {
    return OWN.isBound() && OWN.get().test(host);
  }
}
