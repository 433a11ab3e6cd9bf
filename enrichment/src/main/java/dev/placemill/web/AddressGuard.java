package dev.placemill.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses are of the public internet.
///
/// Whoever can name a web address for a place could otherwise read what only this machine may read:
/// its own services, the network it stands in, the metadata service of its cloud.
final class AddressGuard {
  private static final List<Network> CLOSED_IPV4 =
      Network.all(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          // Answers a machine at Azure about itself, with an address like anybody's.
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /// Only this part of IPv6 is public at all.
  private static final Network OPEN_IPV6 = Network.of("2000::/3");

  private static final List<Network> CLOSED_IPV6 =
      Network.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /// Carries an IPv4 address in its last 32 bits.
  private static final Network TRANSLATED = Network.of("64:ff9b::/96");

  private AddressGuard() {}

  private record Network(byte[] prefix, int bits) {
    static Network of(String text) {
      String[] parts = text.split("/", 2);
      try {
        // A literal is not looked up.
        return new Network(
            InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(text, e);
      }
    }

    static List<Network> all(String... texts) {
      return Arrays.stream(texts).map(Network::of).toList();
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return CLOSED_IPV4.stream().noneMatch(network -> network.contains(bytes));
    }
    if (TRANSLATED.contains(bytes)) {
      return isPublicIpv4(Arrays.copyOfRange(bytes, 12, 16));
    }
    return OPEN_IPV6.contains(bytes)
        && CLOSED_IPV6.stream().noneMatch(network -> network.contains(bytes));
  }

  private static boolean isPublicIpv4(byte[] bytes) {
    return CLOSED_IPV4.stream().noneMatch(network -> network.contains(bytes));
  }
}
