package org.rpicluster.balancer.program;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * Says why an address cannot be listened at, in the same words whatever the system's language is.
 * Stateless; may ask the system for its addresses, so not for an event loop.
 */
final class ListenFault {

  private static final String PRIVILEGE = "permission denied (ports below 1024 need a privilege)";

  private ListenFault() {}

  static String reason(Throwable cause, ListenAddress address) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "no such host";
    }
    Optional<SystemError> error = SystemError.of(cause);
    if (error.isEmpty() && cause instanceof BindException) {
      return guessed(address);
    }
    return error
        .map(known -> known == SystemError.ACCESS_DENIED ? PRIVILEGE : known.ours())
        .orElseGet(() -> String.valueOf(cause.getMessage()));
  }

  /** The JDK's sockets have one failure, and the system's sentence, for all of it. */
  private static String guessed(ListenAddress address) {
    if (!isOurs(address)) {
      return SystemError.NO_SUCH_ADDRESS.ours();
    }
    String inUse = SystemError.ADDRESS_IN_USE.ours();
    return address.port() < 1024 ? inUse + ", or needs a privilege, being below 1024" : inUse;
  }

  /** Whether this machine has the address. */
  static boolean isOurs(ListenAddress address) {
    try {
      InetAddress host = InetAddress.getByName(address.host());
      // Of the loopback network every address is, whether an interface names it or not.
      return host.isAnyLocalAddress()
          || host.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(host) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
