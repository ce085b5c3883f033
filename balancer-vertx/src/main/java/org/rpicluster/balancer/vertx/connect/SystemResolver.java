package org.rpicluster.balancer.vertx.connect;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The system's own resolver, {@code getaddrinfo}. It blocks, for as long as a name server says
 * nothing, so each look-up has a thread of its own that ends with it; at most {@value #LOOKUPS_MAX}
 * at one time for each cluster, whose further names wait, and those of other clusters do not. A
 * name that is being looked up is not looked up once more. What was found is known to all event
 * loops and clusters; that there is no such name is remembered for a second. Any thread.
 */
final class SystemResolver implements NameResolver {

  /** Names of one cluster that are looked up at one time: each may be a thread that hangs. */
  static final int LOOKUPS_MAX = 16;

  /** Names that are remembered: more members than a small cluster has. */
  private static final int KNOWN_MAX = 4096;

  /** A busy cluster would ask for a name that there is not with each request. */
  private static final Duration MISSING = Duration.ofSeconds(1);

  private final Resolver resolver;
  private final Executor threads;
  private final Cache<String, List<InetAddress>> known;
  private final Cache<String, UnknownHostException> missing;

  // Guarded by this.
  private final Map<String, Promise<List<InetAddress>>> running = new HashMap<>();
  private final Queue<String> waiting = new ArrayDeque<>();
  private int lookups;

  /** What asks the system; blocks. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  SystemResolver(Resolver resolver) {
    this(
        resolver,
        new ThreadPerTaskExecutor(new DefaultThreadFactory("balancer-names", true)),
        CacheBuilder.newBuilder().maximumSize(KNOWN_MAX).build(),
        CacheBuilder.newBuilder().maximumSize(KNOWN_MAX).expireAfterWrite(MISSING).build());
  }

  private SystemResolver(
      Resolver resolver,
      Executor threads,
      Cache<String, List<InetAddress>> known,
      Cache<String, UnknownHostException> missing) {
    this.resolver = resolver;
    this.threads = threads;
    this.known = known;
    this.missing = missing;
  }

  @Override
  public NameResolver forCluster() {
    return new SystemResolver(resolver, threads, known, missing);
  }

  @Override
  public List<InetAddress> known(String host) {
    List<InetAddress> found = known.getIfPresent(host);
    return found == null ? List.of() : found;
  }

  @Override
  public Future<List<InetAddress>> lookUp(String host) {
    UnknownHostException none = missing.getIfPresent(host);
    return none == null ? begin(host) : Future.failedFuture(none);
  }

  private Future<List<InetAddress>> begin(String host) {
    Promise<List<InetAddress>> mine = Promise.promise();
    boolean begins;
    synchronized (this) {
      Promise<List<InetAddress>> others = running.putIfAbsent(host, mine);
      if (others != null) {
        return others.future();
      }
      begins = lookups < LOOKUPS_MAX;
      if (begins) {
        lookups++;
      } else {
        waiting.add(host);
      }
    }
    if (begins) {
      start(host);
    }
    return mine.future();
  }

  private void start(String host) {
    try {
      threads.execute(() -> run(host));
    } catch (OutOfMemoryError e) {
      // No thread can be had: it is the system's limit of them.
      ended(host, null, new UnknownHostException(host + ": " + e.getMessage()));
    }
  }

  /** One name after the other, while some wait: a thread for each costs more. */
  private void run(String first) {
    for (String host = first; host != null; ) {
      List<InetAddress> found = null;
      UnknownHostException none = null;
      try {
        found = List.of(resolver.resolve(host));
      } catch (UnknownHostException e) {
        none = e;
      } catch (RuntimeException e) {
        none = new UnknownHostException(host + ": " + e);
      }
      host = ended(host, found, none);
    }
  }

  /** A look-up has ended; its place goes to the next name, if one waits. */
  private @Nullable String ended(
      String host, @Nullable List<InetAddress> found, @Nullable UnknownHostException none) {
    Promise<List<InetAddress>> asked;
    String next;
    synchronized (this) {
      asked = running.remove(host);
      next = waiting.poll();
      if (next == null) {
        lookups--;
      }
    }
    if (found == null) {
      missing.put(host, none);
      asked.fail(none);
    } else {
      known.put(host, found);
      asked.complete(found);
    }
    return next;
  }
}
