package org.rpicluster.balancer.vertx.connect;

import com.google.common.net.InetAddresses;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * The way to the members of one cluster: the transport of a Vert.x instance, how names become
 * addresses, and TLS as the cluster has it. Costs nothing until it is used. Any thread.
 */
public final class Connector {

  private final Transport transport;
  private final NameResolver names;
  private final Duration refresh;
  private final @Nullable InetSocketAddress source;
  private final Encryptions encryptions;
  private final Runnable relief;
  private final FairReads reads = FairReads.withinBuffers();

  /**
   * A connector.
   *
   * @param vertx on whose event loops the connections will be
   * @param names how names become addresses
   * @param options how members are reached
   */
  public Connector(Vertx vertx, NameResolver names, ReachOptions options) {
    this(vertx, names, options, () -> {});
  }

  /**
   * The same.
   *
   * @param relief is called, on an event loop, where no socket is left: others may be let go
   */
  public Connector(Vertx vertx, NameResolver names, ReachOptions options, Runnable relief) {
    this.relief = relief;
    transport = ((VertxInternal) vertx).transport();
    this.names = names;
    refresh = options.refresh();
    source =
        options.source().isEmpty()
            ? null
            : new InetSocketAddress(InetAddresses.forString(options.source()), 0);
    encryptions = new Encryptions(options.tls());
  }

  /**
   * Makes ready what connections to a member need: the first would otherwise wait for the classes
   * and certificates of TLS to be read, on its event loop. Blocks for them; not on an event loop.
   */
  public void prepare(Member member) {
    if (member.scheme().isTls()) {
      try {
        encryptions.of(member.scheme().isHttp2()).handler(member);
      } catch (IllegalArgumentException e) {
        // Each connect is told; that is in time.
      }
    }
  }

  /**
   * What encrypts the connections of another client to a member as requests to it are.
   *
   * @throws IllegalArgumentException if the JVM cannot do with the certificates
   */
  public SSLEngineOptions enginesFor(Member member) {
    return new MemberEngines(encryptions.of(member.scheme().isHttp2()).contextFor(member));
  }

  /** The way from an event loop to a member. */
  public Reach to(Member member, EventLoop loop) {
    return new Reach(this, member, loop);
  }

  /** No socket was left. */
  void outOfSockets() {
    relief.run();
  }

  Transport transport() {
    return transport;
  }

  /** How much of what members send is read at a time. */
  FairReads reads() {
    return reads;
  }

  NameResolver names() {
    return names;
  }

  Duration refresh() {
    return refresh;
  }

  /** Where connections come from; null where the system chooses. */
  @Nullable InetSocketAddress source() {
    return source;
  }

  Encryptions encryptions() {
    return encryptions;
  }
}
