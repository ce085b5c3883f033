package org.rpicluster.balancer.program.discovery.source;

import com.google.common.net.InetAddresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.MemberSource;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * Listens for the datagrams of Apache's mod_heartbeat, sent to a group or to this machine alone. Of
 * a stranger's, no more than where it comes from is looked at. One socket, on one event loop.
 */
final class HeartbeatSource implements MemberSource {

  /** The port may be another process' still, which hands over to this one. */
  private static final long RETRY_MILLIS = 2_000;

  /** As often as servers send theirs. */
  private static final long SWEEP_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** Of an address that is good on one link only; lists of addresses have none. */
  private static final Pattern SCOPE = Pattern.compile("%.*");

  private final Vertx vertx;
  private final DiscoverySettings settings;
  private final ListenAddress listen;
  private final Ticker ticker;
  private final Consumer<String> faults;
  private final Heartbeats heartbeats;
  private final Context context;

  // On the context.
  private @Nullable DatagramSocket socket;
  private boolean isClosed;

  HeartbeatSource(Vertx vertx, DiscoverySettings settings, Ticker ticker, Consumer<String> faults) {
    this.vertx = vertx;
    this.settings = settings;
    this.ticker = ticker;
    this.faults = faults;
    listen = ListenAddress.parse(settings.where());
    heartbeats = new Heartbeats(settings);
    context = ((VertxInternal) vertx).createEventLoopContext();
  }

  @Override
  public void begin(Consumer<List<Member>> found) {
    context.runOnContext(any -> listen(found));
  }

  private void listen(Consumer<List<Member>> found) {
    if (isClosed) {
      return;
    }
    DatagramSocket opened =
        vertx.createDatagramSocket(new DatagramSocketOptions().setReuseAddress(true));
    socket = opened;
    opened.handler(packet -> take(packet, found));
    opened
        .listen(listen.port(), listen.host())
        .compose(this::joined)
        .onSuccess(any -> sweep(found))
        .onFailure(
            e -> {
              faults.accept("cannot be listened at: " + e.getMessage());
              opened.close();
              vertx.setTimer(RETRY_MILLIS, timer -> listen(found));
            });
  }

  private Future<Void> joined(DatagramSocket bound) {
    boolean isGroup = InetAddresses.forString(listen.host()).isMulticastAddress();
    return isGroup
        ? bound.listenMulticastGroup(listen.host(), networkInterface(), null)
        : Future.succeededFuture();
  }

  private String networkInterface() {
    return settings.local().isEmpty()
        ? NetworkInterfaces.forGroups().orElse(NetworkInterfaces.LOOPBACK)
        : settings.local();
  }

  private void take(DatagramPacket packet, Consumer<List<Member>> found) {
    InetAddress from =
        InetAddresses.forString(SCOPE.matcher(packet.sender().host()).replaceFirst(""));
    boolean isOne =
        settings.allow().contains(from) && packet.data().length() <= Heartbeats.BYTES_MAX;
    if (!isOne) {
      faults.accept("hears strangers, which are left out");
    } else if (heartbeats.heard(
        from, packet.data().toString(StandardCharsets.US_ASCII), ticker.nanos())) {
      found.accept(heartbeats.members());
    }
  }

  private void sweep(Consumer<List<Member>> found) {
    if (heartbeats.forget(ticker.nanos())) {
      found.accept(heartbeats.members());
    }
    if (!isClosed) {
      vertx.setTimer(SWEEP_MILLIS, any -> sweep(found));
    }
  }

  @Override
  public void close() {
    context.runOnContext(
        any -> {
          isClosed = true;
          if (socket != null) {
            socket.close();
          }
        });
  }
}
