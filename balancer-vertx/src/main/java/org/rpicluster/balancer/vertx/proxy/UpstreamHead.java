package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.vertx.http.AskedPath;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The head that goes to a member, ready but for what depends on which member it is; its bytes are
 * lent by {@link SpareHeads}. On its event loop only.
 *
 * @param method as the client wrote it
 * @param pathAndQuery as the client wrote it
 * @param fields all of them; Host is the client's, or that of the member of the last try
 * @param hasBody whether a body follows
 * @param keepsHost whether it is the client's that every member gets
 * @param upgrade whether it asks for another protocol
 * @param authenticatesConnection whether by it a client authenticates its connection
 */
record UpstreamHead(
    String method,
    String pathAndQuery,
    HeadFields fields,
    boolean hasBody,
    boolean keepsHost,
    boolean upgrade,
    boolean authenticatesConnection) {

  /** Two spaces, {@code HTTP/1.1}, and two line ends. */
  private static final int FIXED_BYTES = 14;

  /** A colon, a space and a line end. */
  private static final int FIELD_FIXED_BYTES = 4;

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
