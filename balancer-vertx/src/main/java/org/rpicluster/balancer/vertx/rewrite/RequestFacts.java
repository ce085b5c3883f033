package org.rpicluster.balancer.vertx.rewrite;

import java.util.Optional;
import org.rpicluster.balancer.vertx.header.Facts;

/**
 * The facts that rules may know of a request, and the effects that they leave with it. On its event
 * loop only.
 */
public interface RequestFacts {

  /** The target that is asked for: path and query, as they are written. */
  String target();

  /** The value of a field; empty if there is none. */
  Optional<String> field(String name);

  /** The method. */
  String method();

  /** The first line of the request. */
  String line();

  /** The protocol, as the first line has it. */
  String protocol();

  /** {@code http} or {@code https}. */
  String scheme();

  /** The host that is asked for, with its port if that was said; empty if there is none. */
  String authority();

  /** The port that the client has connected to. */
  int port();

  /** The client's address. */
  String address();

  /** What expressions may ask. */
  Facts facts();

  /** A variable that is set for later stages, and for the rules behind it; empty if it is not. */
  String variable(String name);

  /** Sets a variable, or has it there no more. */
  void set(String name, Optional<String> value);

  /**
   * Gives the client a cookie with its answer, unless it has been given one of this name.
   *
   * @param name its name
   * @param field its {@code Set-Cookie}
   */
  void cookie(String name, String field);

  /** Microseconds since 1970. */
  long receivedMicros();

  /** No rule is tried any more. */
  void endRules();
}
