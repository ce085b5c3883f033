package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector as the build has it with {@code -Pleaks}, which names it by the system
 * property {@code io.netty.customResourceLeakDetector}: what it has found when the tests of a JVM
 * are over ends that JVM with a status of its own, which fails the build. Costs two collections at
 * the end of each JVM, and with {@code paranoid} a stack trace for each buffer.
 */
public final class FatalLeaks<T> extends ResourceLeakDetector<T> {

  /** Of a JVM in which something has leaked. */
  public static final int STATUS = 86;

  /** What the first has found is handed over when the second is done. */
  private static final int COLLECTIONS = 2;

  private static final int PATIENCE_MILLIS = 10_000;

  /**
   * In whose hands the one kind is that is not of this library: a piece of a request's body that a
   * Vert.x server, in which the handler is mounted, reads behind the answer.
   */
  private static final String OF_VERTX =
      "io.vertx.core.http.impl.http1.Http1ServerConnection.onContent";

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(FatalLeaks::judge, "leaks"));
  }

  /** Made by Netty, for each kind of resource. */
  public FatalLeaks(Class<?> resource, int samplingInterval) {
    super(resource, samplingInterval);
  }

  /** As Netty made it once, and still wants it to be made. */
  public FatalLeaks(Class<?> resource, int samplingInterval, long ignored) {
    this(resource, samplingInterval);
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resource, String records) {
    if (!records.contains(OF_VERTX)) {
      found(resource + records);
    }
  }

  @Override
  protected void reportUntracedLeak(String resource) {
    found(resource);
  }

  private static void found(String leak) {
    FOUND.add(leak);
    System.err.println("LEAK: " + leak);
  }

  private static void judge() {
    for (int i = 0; i < COLLECTIONS; i++) {
      collect();
    }
    ByteBufAllocator.DEFAULT.buffer().release(); // as one is made it looks for those that are lost
    if (!FOUND.isEmpty()) {
      System.err.println("buffers that were not released: " + FOUND.size() + ", see LEAK above");
      System.err.flush();
      Runtime.getRuntime().halt(STATUS);
    }
  }

  /** Returns when garbage has been handed over, which is done by a thread of the JVM's own. */
  private static void collect() {
    ReferenceQueue<Object> handed = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), handed);
    System.gc();
    try {
      handed.remove(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Reference.reachabilityFence(garbage);
  }
}
