package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.HopByHop;
import org.rpicluster.balancer.vertx.http.Vouched;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * Stage 4: copies the client's fields that go on to the member: all but those of its hop ({@link
 * EndToEnd}), and those that a member could take for what the proxy vouches for ({@link Vouched}).
 * Stateless.
 */
final class ClientFields {

  /** Those of the known names that {@link Vouched#isForwarded} knows. */
  private static final FieldSet FORWARDED =
      FieldSet.of(
          FieldName.X_FORWARDED_FOR,
          FieldName.X_FORWARDED_HOST,
          FieldName.X_FORWARDED_PORT,
          FieldName.X_FORWARDED_PROTO);

  private ClientFields() {}

  /**
   * What goes on of the client's fields. Of a head it is two copies of memory and a look at each
   * field, without a text but of unusual names; names and values have passed a parser already.
   */
  static void copy(Exchange exchange, HeadFields fields) {
    Fields inbound = exchange.inbound.fields();
    if (inbound instanceof HeadFields came) {
      fields.head().copy(came.head());
      EndToEnd.leaveIn(fields);
      leaveBelieved(exchange, fields.head());
    } else if (inbound instanceof FieldList rows) {
      addBelieved(exchange, rows, fields);
    } else {
      EndToEnd.copyLines(
          inbound,
          (name, value) -> {
            if (isBelieved(exchange, name.toString())) {
              fields.add(name, value);
            }
          });
    }
    if (exchange.isMultiplexed()) {
      joinCookies(fields);
    }
  }

  /** HTTP/2 knows no {@code Connection}, which could nominate others: RFC 9113 §8.2.2. */
  private static void addBelieved(Exchange exchange, FieldList rows, HeadFields fields) {
    for (int line = 0; line < rows.size(); line++) {
      String name = rows.name(line).toString();
      if (!HopByHop.isAlways(name) && isBelieved(exchange, name)) {
        fields.add(rows.name(line), rows.value(line));
      }
    }
  }

  private static void leaveBelieved(Exchange exchange, Head head) {
    boolean all = exchange.rules.requestId().isPresent();
    for (int field = 0; field < head.fields(); field++) {
      boolean doubted = all || !head.isKnown(field) || head.isAmong(field, FORWARDED);
      if (doubted && head.isThere(field) && !isBelieved(exchange, head.name(field))) {
        head.remove(field);
      }
    }
  }

  /** But for what a member could take for something that the proxy vouches for. */
  private static boolean isBelieved(Exchange exchange, String name) {
    boolean believed = exchange.client.isPeerTrusted() || !Vouched.isForwarded(name);
    return believed
        && !Vouched.isAlias(name)
        && !exchange.rules.isRequestId(name)
        && !exchange.rules.trustedProxies().isToldIn(name);
  }

  /** HTTP/2 may cut them into several lines, HTTP/1.1 knows one only. RFC 9113 §8.2.3. */
  private static void joinCookies(Fields fields) {
    List<String> crumbs = fields.getAll(HttpHeaderNames.COOKIE);
    if (crumbs.size() > 1) {
      fields.set(HttpHeaderNames.COOKIE, String.join("; ", crumbs));
    }
  }
}
