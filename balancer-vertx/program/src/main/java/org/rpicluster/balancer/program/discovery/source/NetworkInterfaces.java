package org.rpicluster.balancer.program.discovery.source;

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

  private static boolean isForGroups(NetworkInterface each) {
    try {
      return each.isUp() && each.supportsMulticast() && !each.isLoopback();
    } catch (SocketException e) {
      return false; // it is gone
    }
  }
}
