package org.rpicluster.balancer.vertx.fault;

import java.util.Objects;
import java.util.stream.Stream;

/** A failure and what it was caused by. Stateless; any thread. */
final class Causes {

  /** Netty annotates once, TLS wraps twice; a chain may also be a ring. */
  private static final int DEPTH_MAX = 8;

  private Causes() {}

  static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEPTH_MAX);
  }
}
