package org.rpicluster.balancer.vertx.probe;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.connect.ReachOptions;

/**
 * Asks the members of one cluster whether they live, each time over a connection of its own: that
 * an old one still works says nothing about the next request. Costs a connection for each probe,
 * with TLS a whole handshake. Any thread may begin one; all is done on one event loop.
 *
 * <p>A member is spoken to as requests speak to it: its protocol, its addresses in turn, TLS with
 * the same certificates; only the port may be another one. A request is one of Vert.x' Web Client,
 * without redirects.
 */
public final class MemberProbe implements Probe {

  /** Members whose addresses are remembered; of more than that, names are looked up each time. */
  private static final int KNOWN_MAX = 1024;

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final Function<Member, ProbeRequest> requests;
  private final Duration timeout;
  private final ProbePort port;
  private final Connector connector;
  private final ProbeClients clients;
  private final Cache<Member, Reach> ways =
      CacheBuilder.newBuilder().maximumSize(KNOWN_MAX).build();

  /**
   * A probe.
   *
   * @param vertx on one of whose event loops it asks
   * @param names how names become addresses
   * @param options how members are reached
   * @param probeRequest what they are asked
   * @param timeout the time that one probe has: one address of several must not use it up
   * @param port where they are asked
   */
  public MemberProbe(
      Vertx vertx,
      NameResolver names,
      ReachOptions options,
      ProbeRequest probeRequest,
      Duration timeout,
      ProbePort port) {
    this(vertx, names, options, any -> probeRequest, timeout, port);
  }

  /**
   * The same where members are asked each its own.
   *
   * @param requests what a member is asked
   */
  public MemberProbe(
      Vertx vertx,
      NameResolver names,
      ReachOptions options,
      Function<Member, ProbeRequest> requests,
      Duration timeout,
      ProbePort port) {
    this.vertx = (VertxInternal) vertx;
    context = this.vertx.createEventLoopContext();
    connector = new Connector(vertx, names, options);
    clients = new ProbeClients(vertx, options, connector);
    this.requests = requests;
    this.timeout = timeout;
    this.port = port;
  }

  @Override
  public UnderWay begin(Member member, Consumer<Finding> told) {
    ProbeRequest asked = requests.apply(member);
    ProbeRun asking =
        asked.method().isHttp()
            ? request(member, asked, told)
            : connection(member, asked.method(), told);
    asking.begin();
    return asking;
  }

  private ProbeRun request(Member member, ProbeRequest asked, Consumer<Finding> told) {
    connector.prepare(member);
    return new RequestProbeRun(context, told, way(port.of(member)), clients, asked, timeout);
  }

  private ProbeRun connection(Member member, ProbeMethod method, Consumer<Finding> told) {
    boolean encrypted = method == ProbeMethod.TLS;
    if (encrypted) {
      connector.prepare(member);
    }
    Reach way = way(encrypted ? port.of(member) : port.inClear(member));
    return new ConnectionProbeRun(context, told, way, encrypted, timeout);
  }

  private Reach way(Member bare) {
    try {
      return ways.get(bare, () -> connector.to(bare, context.nettyEventLoop()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
