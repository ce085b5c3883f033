package org.rpicluster.balancer.program.config;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The settings of one source of members: where they are found, and which are taken. Immutable.
 *
 * @param kind how they say that they are there
 * @param where the name, the file, or the address that is listened at
 * @param allow the addresses at which members may be
 * @param ports the ports at which they may be; empty for all
 * @param port theirs where the announcement says none; 0 if it always says one
 * @param scheme the protocol that they are spoken to in
 * @param servers the name servers that are asked; empty for the system's
 * @param local the name of the network interface on which a group is joined; empty for the first
 * @param bounds how much may change, and how often
 */
public record DiscoverySettings(
    DiscoveryKind kind,
    String where,
    AddressList allow,
    List<PortRange> ports,
    int port,
    Scheme scheme,
    List<ListenAddress> servers,
    String local,
    DiscoveryBounds bounds) {

  /** What a name is expected to be. */
  public static final String NAME = "a name such as app.example or _http._tcp.app.example";

  /** What the address of a heartbeat is expected to be. */
  public static final String DATAGRAMS = "address:port such as 239.0.0.1:27999";

  /** What a name server is expected to be. */
  public static final String SERVER = "address:port such as 192.168.1.1:53";

  /** What a type of service is expected to be. RFC 6763 §7. */
  public static final String SERVICE = "a type of service such as _http._tcp";

  private static final Pattern SERVICES = Pattern.compile("_[A-Za-z0-9-]{1,15}\\._tcp");

  private static final Pattern LABELS =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  /** Copies the lists. */
  public DiscoverySettings {
    ports = List.copyOf(ports);
    servers = List.copyOf(servers);
  }

  /**
   * Checks a name that is asked for, and gives it back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String requireName(String name) {
    Check.argument(LABELS.matcher(name).matches(), DiscoveryKind.DNS.word(), name, NAME);
    return name;
  }

  /**
   * Checks a type of service, and gives it back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String requireService(String type) {
    boolean isOne = SERVICES.matcher(type).matches();
    Check.argument(isOne, DiscoveryKind.MDNS.word(), type, SERVICE);
    return type;
  }

  /**
   * Checks an address with a port, and gives it back.
   *
   * @throws IllegalArgumentException if it is none: no name is looked up
   */
  public static String requireAddress(String text) {
    boolean isOne = text.lastIndexOf(':') > 0 && isAddress(ListenAddress.parse(text).host());
    Check.argument(isOne, "address", text, DATAGRAMS);
    return text;
  }

  private static boolean isAddress(String host) {
    return InetAddresses.isInetAddress(host);
  }

  /** Whether a member may be there. */
  public boolean allows(InetAddress address, int at) {
    return allow.contains(address)
        && (ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(at)));
  }

  /** What it is called in the log and on pages: {@code dns _http._tcp.app.example}. */
  public String name() {
    return kind.word() + " " + where;
  }
}
