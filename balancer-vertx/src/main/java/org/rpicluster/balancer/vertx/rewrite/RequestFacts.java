package org.rpicluster.balancer.vertx.rewrite;

import java.util.Optional;

/** What rules may know of a request. On its event loop only. */
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
}
