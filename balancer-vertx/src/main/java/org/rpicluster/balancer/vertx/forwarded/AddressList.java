package org.rpicluster.balancer.vertx.forwarded;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * A list of addresses and CIDR blocks, IPv4 and IPv6. No name is ever looked up. An IPv4-mapped
 * IPv6 address is the IPv4 address, in the list and in the question. O(entries); immutable.
 */
public final class AddressList {

  private final List<Block> blocks;

  private AddressList(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * A list; an empty one contains no address.
   *
   * @param texts such as {@code 127.0.0.1}, {@code 192.168.0.0/24}, {@code fd00::/8}; bits of an
   *     address beyond its prefix are ignored
   * @throws IllegalArgumentException naming the text that is neither
   */
  public static AddressList of(List<String> texts) {
    return new AddressList(texts.stream().map(Block::parse).toList());
  }

  /** Whether it is empty. */
  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether this address is in the list. */
  public boolean contains(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address.getAddress()));
  }

  /** The blocks as texts that {@link #of} reads. */
  public List<String> texts() {
    return blocks.stream().map(Block::toString).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressList that && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  /** The list as it is held: {@code 127.0.0.0/8, ::1/128}. */
  @Override
  public String toString() {
    return String.join(", ", texts());
  }

  /** The addresses whose first {@code bits} bits are those of {@code network}. */
  private record Block(InetAddress network, int bits) {

    /** In the IPv4-mapped form, the IPv4 address begins after this many bits. */
    private static final int MAPPED_BITS = 96;

    static Block parse(String text) {
      int slash = text.indexOf('/');
      String address = slash < 0 ? text : text.substring(0, slash);
      check(InetAddresses.isInetAddress(address) && address.indexOf('%') < 0, text);
      // What Java reads from a mapped IPv6 address is an IPv4 address.
      InetAddress network = InetAddresses.forString(address);
      int width = network.getAddress().length * Byte.SIZE;
      if (slash < 0) {
        return new Block(network, width);
      }
      boolean mapped = network instanceof Inet4Address && address.indexOf(':') >= 0;
      int bits = prefix(text.substring(slash + 1), text) - (mapped ? MAPPED_BITS : 0);
      check(bits >= 0 && bits <= width, text);
      return new Block(network, bits);
    }

    private static int prefix(String digits, String text) {
      check(digits.matches("\\d{1,3}"), text);
      return Integer.parseInt(digits);
    }

    private static void check(boolean good, String text) {
      Check.argument(good, "address", text, "an address or a CIDR such as 192.168.0.0/24");
    }

    boolean contains(byte[] address) {
      byte[] mine = network.getAddress();
      if (mine.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += Byte.SIZE) {
        int mask = 0xFF << Math.max(0, Byte.SIZE - (bits - bit));
        if (((mine[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return InetAddresses.toAddrString(network) + "/" + bits;
    }
  }
}
