package org.rpicluster.balancer.vertx.kit;

import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;

/** A connection of a client at an address, of which there is nothing else. */
public final class FixedConnection extends ClientConnection {

  private final String address;
  private final int localPort;

  /** From an address to a port. */
  public FixedConnection(String address, int localPort) {
    this.address = address;
    this.localPort = localPort;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public boolean isEncrypted() {
    return false;
  }

  @Override
  public boolean isClientUnknown() {
    return false;
  }

  @Override
  public boolean isReached() {
    return false;
  }

  @Override
  protected void onClosed(Runnable closed) {}

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public String listener() {
    return "";
  }

  @Override
  public @Nullable SSLSession sslSession() {
    return null;
  }

  @Override
  public void waits(boolean waiting) {}

  @Override
  public void close() {}

  @Override
  public void closeGently(Duration most) {}

  @Override
  public void closeNow() {}
}
