package org.rpicluster.balancer.vertx.downstream;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;

/**
 * The head of one request of a client, as it was written, however it came. Reading costs a field
 * access but where said; on the connection's event loop.
 */
public interface InboundHead {

  /** The method, in the case in which it was written. */
  String method();

  /**
   * The target: a path and a query mostly; empty for {@code CONNECT} over HTTP/2, which has none.
   */
  String target();

  /** The host that is asked for, with its port if that was said; empty if there is none. */
  String authority();

  /** The scheme that HTTP/2 says, or that of the connection; empty if it says none. */
  String scheme();

  /**
   * The protocol that an extended CONNECT asks for, which is a request like any other but for its
   * body, that it has not; empty for whatever is none. RFC 8441 §4.
   */
  default String connectProtocol() {
    return "";
  }

  /** The version of HTTP. */
  Protocol protocol();

  /** Its fields. */
  Fields fields();

  /** The value of a cookie; null if it is not sent. Reads the cookies once for each request. */
  @Nullable String cookie(String name);

  /** What is wrong with the head; null if it could be read. */
  @Nullable HeadFault fault();

  /** What came in the place of a request line that could be read; empty where there is one. */
  String unread();

  /** The connection that it came over. */
  ClientConnection connection();
}
