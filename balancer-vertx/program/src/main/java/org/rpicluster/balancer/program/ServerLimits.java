package org.rpicluster.balancer.program;

import io.netty.util.internal.PlatformDependent;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.vertx.downstream.http2.Http2Limits;
import org.rpicluster.balancer.vertx.memory.HeapBudget;
import org.rpicluster.balancer.vertx.netty.FairReads;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;

/**
 * The limits of clients on this machine: the bounds of a connection, and of all together.
 * Immutable.
 *
 * @param connectionsMax connections of clients at one time, on all listeners
 * @param limits the bounds of one of them
 */
public record ServerLimits(int connectionsMax, ClientLimits limits) {

  /**
   * What the JVM holds besides heap and buffers: its code, ours compiled, threads, the collector's
   * tables. Measured: with 2000 stalled clients the process has 222 MiB, of them at most 64 of heap
   * and 60 of buffers.
   */
  private static final int OWN_MIB = 128;

  private static final int CONNECTIONS_FEWEST = 256;

  /** Below the ports that one address has, and what file descriptors are usually allowed. */
  private static final int CONNECTIONS_MOST = 32_768;

  /** The limits that fit a configuration and this machine: as many as their share is for. */
  public static ServerLimits of(Configuration configuration) {
    return of(configuration, FileLimit.of(configuration));
  }

  public static ServerLimits of(Configuration configuration, FileLimit files) {
    ClientLimits limits = configuration.clients().limits();
    int each = ConnectionCost.leastOf(configuration.listen());
    long fitting = HeapBudget.here().shareBytes() / each;
    int auto = (int) Math.max(CONNECTIONS_FEWEST, Math.min(CONNECTIONS_MOST, fitting));
    int wanted = limits.connections().orElse(auto);
    return new ServerLimits(files.forClients(wanted), limits);
  }

  /** What to say of a machine that has less than is configured, but for what fits itself to it. */
  public static Optional<String> warning(Configuration configuration) {
    return warning(configuration, FileLimit.of(configuration));
  }

  public static Optional<String> warning(Configuration configuration, FileLimit files) {
    OptionalInt configured = configuration.clients().limits().connections();
    if (configured.isPresent()) {
      return files.warning(configured.getAsInt());
    }
    int auto = Math.max(CONNECTIONS_FEWEST, of(configuration, files).connectionsMax);
    return files.warning(CONNECTIONS_FEWEST).flatMap(tooFew -> files.warning(auto));
  }

  /**
   * What the program holds at most: what is in use of heap and buffers after a collection, and
   * where the JVM ends them with all that is its own. For the log and for people.
   */
  public static String memory() {
    HeapBudget heap = HeapBudget.here();
    long heapMib = Runtime.getRuntime().maxMemory() >> 20;
    long buffersMib = PlatformDependent.maxDirectMemory() >> 20;
    return String.format(
        Locale.ROOT,
        "heap at most %d MiB of %d MiB in use, of it a budget of %d MiB for what clients hold;"
            + " buffers at most %d MiB of %d MiB; in all %d MiB with Java's own",
        heap.bytes() >> 20,
        heapMib,
        heap.clientBytes() >> 20,
        FairReads.budgetBytes() >> 20,
        buffersMib,
        heapMib + buffersMib + OWN_MIB);
  }

  /** For the log and for people. */
  @Override
  public String toString() {
    return connectionsMax + " connections, " + limits + ", " + Http2Limits.describe();
  }
}
