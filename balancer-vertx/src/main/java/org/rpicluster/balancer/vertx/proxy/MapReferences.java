package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.MemberReference;
import org.rpicluster.balancer.vertx.routing.Origin;

/**
 * Stage 5, for each try: what a WebDAV client says of other resources of the site, as the member
 * that is asked knows them. Two look-ups for a request that says nothing of the kind. Stateless.
 * RFC 4918 §10.
 */
final class MapReferences {

  private static final String DESTINATION = "destination";
  private static final String IF = "if";

  private MapReferences() {}

  /** Maps them in the head for a member, whose Host is set already. */
  static void in(UpstreamHead head, Member member, Exchange exchange) {
    Fields inbound = exchange.inbound.fields();
    boolean destination = inbound.contains(DESTINATION);
    boolean conditions = inbound.contains(IF);
    if ((destination || conditions) && exchange.route().rewriting().back().reverse()) {
      MemberReference reference = reference(head, member, exchange);
      map(exchange, head.fields(), DESTINATION, reference::destination);
      map(exchange, head.fields(), IF, reference::conditions);
    }
  }

  /** From what the client said: the fields may be those of an earlier try. */
  private static void map(
      Exchange exchange, Fields fields, String name, UnaryOperator<String> mapping) {
    List<String> said = exchange.inbound.fields().getAll(name);
    boolean routes = exchange.route().rewriting().toMember().has(name);
    if (!said.isEmpty() && fields.contains(name) && !routes) {
      fields.set(name, said.stream().map(mapping).toList());
    }
  }

  private static MemberReference reference(UpstreamHead head, Member member, Exchange exchange) {
    Client client = exchange.client;
    String asked = client.hostOr(exchange.host);
    String here = asked.isEmpty() ? "" : client.scheme() + "://" + asked;
    return new MemberReference(
        exchange.routeEntry.mapping(),
        origin -> isAt(here, origin) || isAt("http://" + exchange.host, origin),
        plain -> exchange.route().match().has(exchange.host, plain),
        here,
        ownScheme(member) + (head.keepsHost() ? exchange.host : member.authority()));
  }

  private static boolean isAt(String url, Origin origin) {
    return Origin.of(url).filter(origin::isSamePlaceAs).isPresent();
  }

  private static String ownScheme(Member member) {
    return member.origin().startsWith("https:") ? "https://" : "http://";
  }
}
