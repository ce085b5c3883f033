package org.rpicluster.balancer.program;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;

/**
 * The number of files, and thus sockets, that this process may have open ({@code ulimit -n}, after
 * Java has raised it as far as it may), and how they are shared: clients never get those that
 * members need. Immutable.
 *
 * @param files the process' limit
 * @param members connections to members, if each has as many as its cluster allows
 */
record FileLimit(long files, long members) {

  /**
   * What is open at rest, 20 files with 2 event loops; besides, what is open for a moment, of
   * configuration, certificates, state and name servers. With room to spare.
   */
  private static final int OWN = 32;

  private static final int OWN_EACH_LOOP = 8;

  /** The limit of this process; none where the system has none. */
  static FileLimit of(Configuration configuration) {
    return new FileLimit(
        systemLimit(),
        configuration.clusters().stream().mapToLong(FileLimit::connectionsToMembers).sum());
  }

  private static long systemLimit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() > 0
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  private static long connectionsToMembers(ClusterSettings cluster) {
    return (long) cluster.members().size() * cluster.upstream().connectionsMax();
  }

  /** As many of {@code wanted} connections as clients may have: half of all if need be. */
  int forClients(int wanted) {
    long room = files - own();
    return (int) Math.max(1, Math.min(wanted, Math.max(room / 2, room - members)));
  }

  /**
   * What to say where there are fewer files than may be needed.
   *
   * @param wanted connections of clients
   */
  Optional<String> warning(int wanted) {
    long needed = own() + members + wanted;
    return needed <= files
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "files: %d may be open (expected: %d, for %d connections of clients and %d to"
                    + " members); clients get %d; raise ulimit -n, or LimitNOFILE of systemd",
                files,
                needed,
                wanted,
                members,
                forClients(wanted)));
  }

  private static long own() {
    return OWN + (long) OWN_EACH_LOOP * Runtime.getRuntime().availableProcessors();
  }
}
