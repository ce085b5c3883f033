package org.rpicluster.balancer.vertx.downstream;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.forwarded.ClientIdentity;
import org.rpicluster.balancer.vertx.forwarded.ConnectionPeer;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * One connection of a client: who is at its other end, whether more requests are taken from it, and
 * what belongs to it and ends with it. One object for each connection, found once for a request;
 * for each request where the server shows no way to it ({@link #isReached}). On its event loop
 * only.
 */
public abstract class ClientConnection implements ConnectionPeer {

  private final ClientIdentity client = new ClientIdentity();
  private @Nullable Attachment attachment;
  private @Nullable List<String> shownNames;
  private @Nullable Attachment bodyWatch;
  private boolean last;
  private int requests;

  /** One of which no request has come yet. */
  protected ClientConnection() {}

  /** What belongs to a client's connection, and ends with it. */
  public interface Attachment {

    /** The connection is closed. */
    void connectionClosed();
  }

  /** What is known of its client. */
  public final ClientIdentity client() {
    return client;
  }

  /**
   * Nothing that comes behind the request under way is taken any more: its sender, and where it
   * begins, are uncertain. The server may have read some of it, and hands it on after the answer.
   */
  public final void takeNoMore() {
    last = true;
  }

  /** One more request has come. */
  public final void countRequest() {
    requests++;
  }

  /** How many have come. */
  public final int requests() {
    return requests;
  }

  /** Whether the request that comes now is behind the last one. */
  public final boolean takesNoMore() {
    return last;
  }

  /** What belongs to it; null if nothing does. */
  public final @Nullable Attachment attachment() {
    return attachment;
  }

  /** This belongs to it from now on, and is told when it is closed. At most one thing does. */
  public final void attach(Attachment belongs) {
    attachment = belongs;
    onClosed(belongs::connectionClosed);
  }

  /** What watches the body that is under way on it; null until one was waited for. */
  public final @Nullable Attachment bodyWatch() {
    return bodyWatch;
  }

  /** This watches the bodies of all its requests from now on, and is told when it is closed. */
  public final void watchBodies(Attachment watch) {
    bodyWatch = watch;
    onClosed(watch::connectionClosed);
  }

  /** Whether it stays the same object for all its requests, and tells when it is closed. */
  public abstract boolean isReached();

  /** Runs something as soon as it is closed; where it is not reached, never. */
  protected abstract void onClosed(Runnable closed);

  /** The port that its client has connected to; -1 if it is no port. */
  public abstract int localPort();

  /** The name of the listener that it has come to; empty where that has none. */
  public abstract String listener();

  /** The session of TLS; null without TLS. */
  public abstract @Nullable SSLSession sslSession();

  /** The name that the client asked for in the handshake; nothing where that was not read. */
  public Optional<String> serverName() {
    return Optional.empty();
  }

  /** The names in the certificate that its client was shown. Read once for each connection. */
  public final List<String> shownNames() {
    List<String> names = shownNames;
    if (names == null) {
      names = namesIn(sslSession());
      shownNames = names;
    }
    return names;
  }

  private static List<String> namesIn(@Nullable SSLSession session) {
    Certificate[] chain = session == null ? null : session.getLocalCertificates();
    return chain != null && chain[0] instanceof X509Certificate certificate
        ? Identity.namesOf(certificate)
        : List.of();
  }

  /**
   * A request of it waits for its turn, or does no more. A client that half-closes while it is
   * queued is treated as gone: its connection is closed and its place freed.
   */
  public abstract void waits(boolean waiting);

  /** Closes it, behind what was written. */
  public abstract void close();

  /** Closes it as soon as its last answer is written, and what still comes was read for a while. */
  public abstract void closeGently(Duration most);

  /** Closes it with all that waits for the client, in the kernel as well. */
  public abstract void closeNow();
}
