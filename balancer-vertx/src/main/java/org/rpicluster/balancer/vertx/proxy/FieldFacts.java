package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.header.Fact;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.routing.PlainPath;

/**
 * The facts that values and conditions of a route may ask of its exchange. Costs its own object,
 * and what is asked for. On the exchange's event loop. Apache's mod_proxy_balancer for {@code
 * BALANCER_…}.
 */
final class FieldFacts implements Facts {

  private static final String SCHEME = "balancer://";

  private final Exchange exchange;
  private final @Nullable Fields answer;
  private final String target;

  /**
   * The facts of an exchange.
   *
   * @param answer the fields of its answer; null before there is one
   */
  FieldFacts(Exchange exchange, @Nullable Fields answer) {
    this(exchange, answer, exchange.target.pathAndQuery());
  }

  /** The same of a request for another target than that which goes on. */
  FieldFacts(Exchange exchange, @Nullable Fields answer, String target) {
    this.exchange = exchange;
    this.answer = answer;
    this.target = target;
  }

  @Override
  public @Nullable String variable(String name) {
    if (!name.startsWith("BALANCER_")) {
      return RequestEnvironment.variable(exchange, name);
    }
    Candidate candidate = exchange.tries.last();
    if (candidate == null || exchange.route() == null) {
      return null;
    }
    return switch (name) {
      case "BALANCER_NAME" -> SCHEME + exchange.route().cluster().balancer().name();
      case "BALANCER_WORKER_NAME" -> candidate.member().url().toString();
      case "BALANCER_WORKER_ROUTE" -> candidate.route();
      case "BALANCER_ROUTE_CHANGED" -> isChanged(candidate) ? "1" : null;
      case "BALANCER_SESSION_ROUTE" -> session();
      case "BALANCER_SESSION_STICKY" ->
          session() == null ? null : exchange.stickiness.map(Stickiness::cookie).orElse(null);
      default -> null;
    };
  }

  private boolean isChanged(Candidate candidate) {
    return exchange.stickiness.isPresent()
        && !candidate.route().equals(exchange.pickContext.route());
  }

  private @Nullable String session() {
    String route = exchange.pickContext.route();
    return route.isEmpty() ? null : route;
  }

  @Override
  public @Nullable String requestField(String name) {
    boolean host = name.equalsIgnoreCase("Host") && !exchange.host.isEmpty();
    return host ? exchange.host : joined(exchange.inbound.fields(), name);
  }

  @Override
  public @Nullable String answerField(String name) {
    return answer == null ? null : joined(answer, name);
  }

  private static @Nullable String joined(Fields fields, String name) {
    List<String> lines = fields.getAll(name);
    return lines.isEmpty() ? null : String.join(", ", lines);
  }

  @Override
  public String of(Fact fact) {
    return switch (fact) {
      case HTTPS -> exchange.client.scheme().equals("https") ? "on" : "off";
      case REMOTE_ADDR, REMOTE_HOST -> address();
      case REQUEST_METHOD -> exchange.inbound.method();
      case REQUEST_SCHEME -> exchange.client.scheme();
      case REQUEST_STATUS -> answer == null ? "" : Integer.toString(exchange.inbound.status());
      case REQUEST_URI -> path();
      case QUERY_STRING -> query();
      case SERVER_NAME -> hostname();
      case SERVER_PORT -> Integer.toString(exchange.inbound.connection().localPort());
      case SERVER_PROTOCOL -> protocol(exchange.inbound.protocol());
      case SSL_PROTOCOL -> tls(SSLSession::getProtocol);
      case SSL_CIPHER -> tls(SSLSession::getCipherSuite);
    };
  }

  /** Two fields of a proxy that name different clients name none. */
  private String address() {
    return exchange.client.isUndisputed() ? exchange.client.address() : Client.UNKNOWN;
  }

  private String path() {
    String plain = PlainPath.of(target);
    int mark = plain.indexOf('?');
    return mark < 0 ? plain : plain.substring(0, mark);
  }

  private String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  private String hostname() {
    int colon = exchange.host.lastIndexOf(':');
    boolean port = colon > exchange.host.lastIndexOf(']');
    return port ? exchange.host.substring(0, colon) : exchange.host;
  }

  private static String protocol(Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
    };
  }

  private String tls(Function<SSLSession, String> part) {
    SSLSession session = exchange.inbound.connection().sslSession();
    return session == null ? "" : part.apply(session);
  }

  @Override
  public long receivedMicros() {
    return TimeUnit.MILLISECONDS.toMicros(exchange.times.received().toEpochMilli());
  }

  @Override
  public long elapsedMicros() {
    return TimeUnit.NANOSECONDS.toMicros(exchange.times.sinceReceived());
  }
}
