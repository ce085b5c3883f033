package org.rpicluster.balancer.program.config.apache.translate;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses as httpd writes them: whole, partial ({@code 192.168.0}), with a length or
 * with a mask. Immutable; names are none, and nothing is looked up.
 *
 * @param network its first address
 * @param bits how many of it count
 */
record Cidr(InetAddress network, int bits) {

  private static final Pattern PARTIAL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){0,2}\\.?");
  private static final int BYTE = 8;

  /** Those who ask this machine from itself. */
  static final List<Cidr> LOCAL = of("127.0.0.0/8", "::1");

  /** What the name {@code localhost} means. */
  static final List<Cidr> LOCALHOST = of("127.0.0.1", "::1");

  private static List<Cidr> of(String... texts) {
    return Arrays.stream(texts).flatMap(text -> parse(text).stream()).toList();
  }

  /** Whether it is the one name that needs no looking up. */
  static boolean isLocalName(String text) {
    return text.equalsIgnoreCase("localhost");
  }

  static Optional<Cidr> parse(String text) {
    if (PARTIAL.matcher(text).matches()) {
      return partial(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int all = address.get().getAddress().length * BYTE;
    Optional<Integer> bits = slash < 0 ? Optional.of(all) : bits(text.substring(slash + 1));
    return bits.filter(b -> b <= all).map(b -> new Cidr(address.get(), b));
  }

  private static Optional<Cidr> partial(String text) {
    int parts = text.split("\\.").length;
    return address(text + ".0".repeat(4 - parts)).map(a -> new Cidr(a, parts * BYTE));
  }

  private static Optional<InetAddress> address(String text) {
    return InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text))
        : Optional.empty();
  }

  /** A length, or a mask whose ones stand before its zeros. */
  private static Optional<Integer> bits(String text) {
    Optional<Integer> length = ParameterType.number(text);
    if (length.isPresent()) {
      return length;
    }
    Optional<InetAddress> mask = address(text);
    if (mask.isEmpty() || mask.get().getAddress().length != 4) {
      return Optional.empty();
    }
    int value = InetAddresses.coerceToInteger(mask.get());
    int ones = Integer.numberOfLeadingZeros(~value);
    boolean whole = ones == 32 || value << ones == 0;
    return whole ? Optional.of(ones) : Optional.empty();
  }

  /** Whether every address of another block is this one's. */
  boolean contains(Cidr other) {
    byte[] own = network.getAddress();
    byte[] others = other.network.getAddress();
    if (own.length != others.length || other.bits < bits) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % BYTE;
      if ((own[bit / BYTE] & mask) != (others[bit / BYTE] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** As the manager's {@code allow} has it. */
  @Override
  public String toString() {
    return InetAddresses.toAddrString(network) + "/" + bits;
  }
}
