package org.rpicluster.balancer.vertx.downstream.listen;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Looks at the files of certificates now and then, and has them read again when they have changed
 * and then not any more: certificate and key are two files, written one after the other. Costs one
 * look at each file per period, on a worker thread; any thread.
 */
public final class CertificateWatch {

  /** A renewed certificate is used after two looks at the latest; it was valid for weeks before. */
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private static final long NONE = -1;

  private final Vertx vertx;
  private final long periodMillis;
  private final Queue<ListenerTls> listeners = new ConcurrentLinkedQueue<>();
  private volatile long timer = NONE;

  /** Looks every {@code period}, once it is started. */
  public CertificateWatch(Vertx vertx, Duration period) {
    this.vertx = vertx;
    periodMillis = period.toMillis();
  }

  /** Looks from now on, until it is closed. */
  public void start() {
    timer = vertx.setPeriodic(periodMillis, any -> vertx.executeBlocking(this::lookAtAll));
  }

  /** Watches the files of a listener as well. */
  public void add(ListenerTls tls) {
    listeners.add(tls);
  }

  /** They are not used any more. */
  public void remove(ListenerTls tls) {
    listeners.remove(tls);
  }

  /** Those that are watched. */
  public List<ListenerTls> listeners() {
    return List.copyOf(listeners);
  }

  /** Looks no more. */
  public void close() {
    vertx.cancelTimer(timer);
  }

  private boolean lookAtAll() {
    listeners.forEach(ListenerTls::look);
    return true;
  }
}
