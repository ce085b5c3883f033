package org.rpicluster.balancer.vertx.connect;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;

/**
 * The address of a member whose URL has it.
 *
 * @param address it
 * @param loop whose it is
 */
record FixedAddress(SocketAddress address, EventLoop loop) implements Addresses {

  @Override
  public Future<List<SocketAddress>> find() {
    return loop.newSucceededFuture(List.of(address));
  }

  @Override
  public boolean have(SocketAddress other) {
    return true;
  }

  @Override
  public void failed(SocketAddress failed) {
    // There is no other.
  }
}
