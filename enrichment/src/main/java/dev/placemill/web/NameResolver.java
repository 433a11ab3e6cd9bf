package dev.placemill.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host.
@FunctionalInterface
public interface NameResolver {
  /// At least one address.
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// The resolver of this machine.
  static NameResolver ofThisMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
