package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Origin;
import org.rpicluster.balancer.vertx.routing.Reverse;
import org.rpicluster.balancer.vertx.routing.ReverseMapping;
import org.rpicluster.balancer.vertx.routing.ReverseRules;

/**
 * Stage 6, what the route says: the member's redirects and cookies become the client's, and fields
 * are set and removed. For any member of the cluster, not only the one that answered: they know one
 * another. Costs a look for each field, and more only where one is. Stateless.
 */
final class RewriteResponse {

  /** The fields that Apache maps; the last is its own, older than the standard. */
  private static final CharSequence[] MAPPED = {
    HttpHeaderNames.LOCATION, HttpHeaderNames.CONTENT_LOCATION, "uri"
  };

  private RewriteResponse() {}

  /** Changes the fields for the client, whose status is set. */
  static void rewrite(Exchange exchange, Fields inbound) {
    ReverseMapping back = exchange.route().rewriting().back();
    if (back.reverse() || !back.reverseRules().isEmpty()) {
      for (CharSequence name : MAPPED) {
        mapLocation(exchange, inbound, name);
      }
      if (inbound.contains(HttpHeaderNames.SET_COOKIE)) {
        mapCookies(exchange, inbound);
      }
    }
    change(exchange, inbound);
  }

  private static void change(Exchange exchange, Fields inbound) {
    FieldChanges changes = exchange.route().rewriting().toClient();
    if (!changes.isEmpty()) {
      changes.applyToAnswer(inbound, new FieldFacts(exchange, inbound));
    }
  }

  private static void mapLocation(Exchange exchange, Fields inbound, CharSequence name) {
    String location = inbound.get(name);
    if (location != null) {
      inbound.set(name, location(exchange, location));
    }
  }

  private static String location(Exchange exchange, String location) {
    ReverseMapping back = exchange.route().rewriting().back();
    String here = back.here(exchange.client.scheme(), askedFor(exchange));
    ReverseRules rules = back.reverseRules();
    return rules.isEmpty()
        ? new Reverse(exchange.routeEntry.mapping())
            .location(location, o -> isMember(exchange, o), here)
        : rules.location(location, o -> isMember(exchange, m -> isOf(m, o)), here);
  }

  private static void mapCookies(Exchange exchange, Fields inbound) {
    ReverseRules rules = exchange.route().rewriting().back().reverseRules();
    UnaryOperator<String> map = rules.isEmpty() ? byRoute(exchange) : rules::cookie;
    inbound.set(
        HttpHeaderNames.SET_COOKIE,
        inbound.getAll(HttpHeaderNames.SET_COOKIE).stream().map(map).toList());
  }

  private static UnaryOperator<String> byRoute(Exchange exchange) {
    Reverse reverse = new Reverse(exchange.routeEntry.mapping());
    String host = hostOf(exchange);
    return cookie -> reverse.cookie(cookie, name -> isMembersHost(exchange, name), host);
  }

  private static String hostOf(Exchange exchange) {
    return Origin.of("http://" + askedFor(exchange)).map(Origin::host).orElse("");
  }

  /** By the client, before any trusted proxy; what those ask for may be an inner name. */
  private static String askedFor(Exchange exchange) {
    return exchange.client.hostOr(exchange.host);
  }

  private static boolean isMember(Exchange exchange, Origin origin) {
    Member member = exchange.tries.last().member();
    return isMember(exchange, each -> isAt(each, origin))
        || exchange.route().rewriting().preserveHost() && isWhatItWasTold(exchange, member, origin);
  }

  private static boolean isMember(Exchange exchange, Predicate<Member> is) {
    for (Candidate candidate : exchange.route().cluster().balancer().candidates().members()) {
      if (is.test(candidate.member())) {
        return true;
      }
    }
    return is.test(exchange.tries.last().member()); // it may have left the cluster meanwhile
  }

  private static boolean isOf(Member member, Origin origin) {
    return Origin.of(member.origin()).filter(origin::isSameAs).isPresent();
  }

  private static boolean isAt(Member member, Origin origin) {
    return Origin.of(member.origin()).filter(origin::isSamePlaceAs).isPresent();
  }

  /**
   * A member that is sent the client's Host takes it for its own name, with its own scheme or the
   * client's. Not with the other one: it may send a client that came without TLS to where there is.
   */
  private static boolean isWhatItWasTold(Exchange exchange, Member member, Origin origin) {
    String own = member.origin().startsWith("https:") ? "https" : "http";
    return Stream.of(own, exchange.client.scheme())
        .flatMap(scheme -> Origin.of(scheme + "://" + exchange.host).stream())
        .anyMatch(origin::isSameAs);
  }

  private static boolean isMembersHost(Exchange exchange, String name) {
    return exchange.route().cluster().balancer().candidates().members().stream()
        .anyMatch(candidate -> candidate.member().host().equalsIgnoreCase(name));
  }
}
