package org.rpicluster.balancer.vertx.connect;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.vertx.core.AsyncResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;

/**
 * The addresses of a member's name. While they are in use they are looked up again and again, while
 * no request waits; when they were not for a while, the next use waits for it. What the resolver
 * said once holds until it says something else: that a name server is gone is no news of the
 * member. What another event loop has found is taken up. A failure to look up a name that has never
 * been known is not remembered at all. On its event loop only.
 */
final class NamedAddresses implements Addresses {

  /** More servers under one name than a small cluster has; the rest of a longer list is left. */
  static final int ADDRESSES_MAX = 32;

  /**
   * A name server answers within milliseconds, and its client asks again after 5 s
   * (resolv.conf(5)): one that is silent for so long will not answer before the connect is over.
   */
  private static final long PATIENCE_MILLIS = 500;

  private final Member member;
  private final NameResolver names;
  private final EventLoop loop;
  private final long refreshNanos;
  private List<SocketAddress> known = List.of();
  private @Nullable Promise<List<SocketAddress>> lookup;
  private @Nullable Future<?> refresh;

  /** Of those that failed one after the other: once it is the next to be tried, all have. */
  private @Nullable SocketAddress firstFailed;

  private boolean fresh;
  private boolean used;

  NamedAddresses(Member member, Connector connector, EventLoop loop) {
    this.member = member;
    this.loop = loop;
    names = connector.names();
    refreshNanos = connector.refresh().toNanos();
  }

  @Override
  public Future<List<SocketAddress>> find() {
    used = true;
    if (fresh) {
      return loop.newSucceededFuture(known);
    }
    if (known.isEmpty()) {
      known = at(names.known(member.host())); // by another event loop
    }
    Promise<List<SocketAddress>> found = lookUp();
    if (!known.isEmpty()) {
      loop.schedule(() -> found.trySuccess(known), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return found;
  }

  @Override
  public boolean have(SocketAddress address) {
    used = true;
    if (!fresh) {
      lookUp(); // for the next one; no request waits
    }
    return known.contains(address);
  }

  @Override
  public void failed(SocketAddress address) {
    if (!known.contains(address)) {
      return; // meanwhile the name has others
    }
    boolean last = known.indexOf(address) == known.size() - 1;
    if (!last) {
      List<SocketAddress> others = new ArrayList<>(known);
      others.remove(address);
      others.add(address);
      known = List.copyOf(others);
      firstFailed = firstFailed == null ? address : firstFailed;
    }
    if (last || known.get(0).equals(firstFailed)) {
      fresh = false; // none is good: the member may have moved
      firstFailed = null;
    }
  }

  private Promise<List<SocketAddress>> lookUp() {
    if (lookup == null) {
      lookup = loop.newPromise();
      names.lookUp(member.host()).onComplete(done -> loop.execute(() -> lookedUp(done)));
    }
    return lookup;
  }

  private void lookedUp(AsyncResult<List<InetAddress>> done) {
    Promise<List<SocketAddress>> found = lookup;
    lookup = null;
    if (done.succeeded() && !done.result().isEmpty()) {
      known = at(done.result());
      firstFailed = null;
    }
    if (known.isEmpty()) {
      found.tryFailure(done.failed() ? done.cause() : new UnknownHostException(member.host()));
    } else {
      found.trySuccess(known);
      rest();
    }
  }

  private List<SocketAddress> at(List<InetAddress> addresses) {
    return addresses.stream().limit(ADDRESSES_MAX).map(this::at).toList();
  }

  private SocketAddress at(InetAddress address) {
    return new InetSocketAddress(address, member.port());
  }

  private void rest() {
    fresh = true;
    if (refresh != null) {
      refresh.cancel(false);
    }
    refresh = loop.schedule(this::due, refreshNanos, TimeUnit.NANOSECONDS);
  }

  private void due() {
    fresh = used;
    if (used) {
      used = false;
      lookUp();
    }
  }
}
