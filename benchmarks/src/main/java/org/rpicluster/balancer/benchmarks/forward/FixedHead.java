package org.rpicluster.balancer.benchmarks.forward;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;

/** The head of a request for the first page, of which nothing else is asked. Any thread. */
final class FixedHead implements InboundHead {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String target() {
    return "/index.html";
  }

  @Override
  public String authority() {
    return "";
  }

  @Override
  public String scheme() {
    return "";
  }

  @Override
  public Protocol protocol() {
    return Protocol.HTTP_1_1;
  }

  @Override
  public Fields fields() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable String cookie(String name) {
    return null;
  }

  @Override
  public @Nullable HeadFault fault() {
    return null;
  }

  @Override
  public String unread() {
    return "";
  }

  @Override
  public ClientConnection connection() {
    throw new UnsupportedOperationException();
  }
}
