package dev.tensors.tsr.network;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy, parsed from {@code NO_PROXY} as curl does: host
 * names, which include their subdomains, addresses and networks such as {@code 10.0.0.0/8}, each
 * with or without a port, separated by commas or spaces. A single * stands for all hosts.
 */
final class NoProxy {

  private final List<String> entries;

  NoProxy(String list) {
    entries =
        Stream.of(list.split("[,\\s]+"))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  boolean includes(URI target) {
    String host = withoutDot(target.getHost().toLowerCase(Locale.ROOT));
    int port = ServiceAddress.port(target);
    return entries.stream().anyMatch(entry -> entry.equals("*") || matches(entry, host, port));
  }

  private static boolean matches(String entry, String host, int port) {
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean bareIpv6 = !entry.startsWith("[") && entry.indexOf(':') != colon;
    if (colon > entry.lastIndexOf(']') && !bareIpv6) {
      if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    byte[] address = literal(host);
    return address == null ? includesName(name, host) : includesAddress(name, address);
  }

  private static boolean includesName(String name, String host) {
    String domain = withoutDot(name.replaceFirst("^(\\*)?\\.", ""));
    return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  private static boolean includesAddress(String entry, byte[] address) {
    int slash = entry.indexOf('/');
    byte[] network = literal(slash < 0 ? entry : entry.substring(0, slash));
    if (network == null || network.length != address.length) {
      return false;
    }
    int bits = slash < 0 ? 8 * network.length : bits(entry.substring(slash + 1));
    return bits >= 0 && bits <= 8 * network.length && sameBits(network, address, bits);
  }

  private static int bits(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  private static boolean sameBits(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of an address; null for a host name, which is not resolved. */
  private static byte @Nullable [] literal(String host) {
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).getAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
