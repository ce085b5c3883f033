package org.rpicluster.balancer.vertx.upstream.http1;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * A connection that has become one client's alone: whether that client keeps it between two
 * exchanges, and its next exchange while the last leaves the connection. Most connections have
 * none. On its event loop only.
 */
final class OwnedConnection implements PrivateConnection {

  private final MemberConnection connection;
  private boolean isKept;
  private @Nullable UpstreamListener next;

  OwnedConnection(MemberConnection connection) {
    this.connection = connection;
  }

  @Override
  public void keepForClient() {
    isKept = true;
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void giveUp() {
    isKept = false;
    if (connection.isAtRest()) {
      connection.close();
    }
  }

  @Override
  public @Nullable Opening open(UpstreamListener listener) {
    if (!isOpen() || connection.exchange() != null || next != null || !isKept) {
      return null;
    }
    if (connection.isAtRest()) {
      connection.leaveRest();
      connection.begin(listener);
      return Opening.NONE;
    }
    next = listener;
    return () -> next = null;
  }

  /**
   * The connection is provably clean: its client's next exchange begins, if it waits.
   *
   * @return false if the client does not keep it
   */
  boolean rest() {
    UpstreamListener waiting = next;
    next = null;
    if (waiting != null) {
      connection.begin(waiting);
      return true;
    }
    return isKept;
  }

  /** This side closes the connection: it carries nothing more. */
  void closing() {
    isKept = false;
  }

  /** The connection is closed. */
  void closed() {
    UpstreamListener waiting = next;
    next = null;
    if (waiting != null) {
      waiting.failed(new UpstreamFailure(Kind.STALE, true, "closed by the member"));
    }
  }
}
