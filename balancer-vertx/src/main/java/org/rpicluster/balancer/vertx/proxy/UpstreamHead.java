package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.vertx.http.AskedPath;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The head that goes to a member, ready but for what depends on which member it is. It is lent by
 * {@link ObjectPool}, and used again. On its event loop only.
 */
final class UpstreamHead {

  /** Two spaces, {@code HTTP/1.1}, and two line ends. */
  private static final int FIXED_BYTES = 14;

  /** A colon, a space and a line end. */
  private static final int FIELD_FIXED_BYTES = 4;

  private final HeadFields fields = HeadFields.over(new Head());
  private String method = "";
  private String pathAndQuery = "";
  private boolean hasBody;
  private boolean keepsHost;
  private boolean upgrade;
  private boolean authenticatesConnection;

  /** What is asked for, and from what, as the client wrote both. */
  void asks(String asMethod, String asPathAndQuery) {
    method = asMethod;
    pathAndQuery = asPathAndQuery;
  }

  /**
   * What else is known of it.
   *
   * @param body whether a body follows
   * @param clientsHost whether its Host is the client's, for every member
   * @param toUpgrade whether it asks for another protocol
   * @param authenticates whether by it a client authenticates its connection
   */
  void is(boolean body, boolean clientsHost, boolean toUpgrade, boolean authenticates) {
    hasBody = body;
    keepsHost = clientsHost;
    upgrade = toUpgrade;
    authenticatesConnection = authenticates;
  }

  String method() {
    return method;
  }

  String pathAndQuery() {
    return pathAndQuery;
  }

  /** All of them; Host is the client's, or that of the member of the last try. */
  HeadFields fields() {
    return fields;
  }

  boolean hasBody() {
    return hasBody;
  }

  boolean keepsHost() {
    return keepsHost;
  }

  boolean upgrade() {
    return upgrade;
  }

  boolean authenticatesConnection() {
    return authenticatesConnection;
  }

  /** The head for one member, until the next is asked for. */
  Head to(Member member) {
    if (!keepsHost) {
      fields.set(HttpHeaderNames.HOST, member.authority());
    }
    return fields.head();
  }

  /** Asks for another path, until the next is said. */
  void ask(String target) {
    fields.head().line().request(method, target);
  }

  /** What is asked for: by that, failures of members are compared. */
  void tell(PickContext pick) {
    long path = AskedPath.hash(pathAndQuery);
    pick.asked(path, AskedPath.exactly(path, method, pathAndQuery));
  }

  /** Whether doing it twice is as good as doing it once. */
  boolean isIdempotent() {
    return FailureTable.isIdempotent(method);
  }

  /** Its length as it goes over the wire. */
  long bytes() {
    int line = method.length() + pathAndQuery.length() + FIXED_BYTES;
    return line + fields.characters() + (long) FIELD_FIXED_BYTES * fields.size();
  }
}
