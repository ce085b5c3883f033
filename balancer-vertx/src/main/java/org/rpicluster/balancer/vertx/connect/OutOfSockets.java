package org.rpicluster.balancer.vertx.connect;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.fault.SystemError;

/**
 * This process or machine has no socket left to reach a member with: files, ports or buffers. It
 * says nothing about the member. Told by the system's error numbers; where Java hides them, by how
 * many files are open. errno(3), ulimit -n.
 */
public final class OutOfSockets extends IOException {

  private static final long serialVersionUID = 1L;

  private static final Set<SystemError> OURS =
      Set.of(
          SystemError.FILES_FULL,
          SystemError.SYSTEM_FILES_FULL,
          SystemError.NO_MEMORY,
          SystemError.NO_BUFFERS);

  /** A name is looked up with a few files at one time, which are closed by the time it fails. */
  private static final long FILES_OF_A_LOOKUP = 4;

  private OutOfSockets(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether a failure is of this kind. */
  public static boolean is(Throwable failure) {
    return failure instanceof OutOfSockets;
  }

  /**
   * The same failure, or one of this kind if that is what it is.
   *
   * @param address what was to be connected to, if it had come so far
   */
  static Throwable classified(Throwable failure, @Nullable SocketAddress address) {
    return is(failure) || !isOurs(failure, address) ? failure : new OutOfSockets(failure);
  }

  private static boolean isOurs(Throwable failure, @Nullable SocketAddress address) {
    Optional<SystemError> error = SystemError.of(failure);
    if (error.isEmpty()) {
      return failure instanceof OutOfMemoryError
          || failure instanceof IOException && areFilesUsedUp();
    }
    // Where IPv6 is switched off, its addresses are said to be not available.
    boolean noPort = error.get() == SystemError.NO_SUCH_ADDRESS && isIpv4(address);
    return noPort || OURS.contains(error.get());
  }

  private static boolean isIpv4(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address;
  }

  private static boolean areFilesUsedUp() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      try {
        long open = system.getOpenFileDescriptorCount();
        return open + FILES_OF_A_LOOKUP >= system.getMaxFileDescriptorCount();
      } catch (InternalError noFileLeftToCountThem) {
        return true;
      }
    }
    return false;
  }
}
