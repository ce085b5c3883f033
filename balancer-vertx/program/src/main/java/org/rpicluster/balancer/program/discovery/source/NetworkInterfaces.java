package org.rpicluster.balancer.program.discovery.source;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;

/** The network interfaces of this machine. Asks the system; stateless. */
final class NetworkInterfaces {

  /** Where this machine talks to itself. */
  static final String LOOPBACK = "lo";

  private NetworkInterfaces() {}

  /** The first that is up and takes what is sent to groups. */
  static Optional<String> forGroups() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(NetworkInterfaces::isForGroups)
          .min(Comparator.comparingInt(NetworkInterface::getIndex))
          .map(NetworkInterface::getName);
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  /**
   * The address at which this machine is on an interface, of IPv4 if there is one.
   *
   * @param name of the interface; empty for the first
   * @throws IOException if there is none
   */
  static InetAddress address(String name) throws IOException {
    String wanted = name.isEmpty() ? forGroups().orElse(LOOPBACK) : name;
    NetworkInterface found = NetworkInterface.getByName(wanted);
    if (found == null) {
      throw new IOException("there is no interface " + wanted);
    }
    return found
        .inetAddresses()
        .min(Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address)))
        .orElseThrow(() -> new IOException(wanted + " has no address"));
  }

  private static boolean isForGroups(NetworkInterface each) {
    try {
      return each.isUp() && each.supportsMulticast() && !each.isLoopback();
    } catch (SocketException e) {
      return false; // it is gone
    }
  }
}
