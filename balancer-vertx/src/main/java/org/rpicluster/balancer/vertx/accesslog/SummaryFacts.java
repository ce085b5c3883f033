package org.rpicluster.balancer.vertx.accesslog;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.header.Fact;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;
import org.rpicluster.balancer.vertx.routing.PlainPath;

/**
 * The facts that conditions of a log may ask for, of an exchange that has ended: of the request as
 * it came, and of the answer that was sent. A look-up each. On the exchange's event loop.
 */
record SummaryFacts(ExchangeSummary summary) implements Facts {

  private static final String BALANCER = "BALANCER_";

  @Override
  public @Nullable String variable(String name) {
    return name.startsWith(BALANCER) ? ofBalancer(name) : summary.variables().get(name);
  }

  /** Apache's mod_proxy_balancer, as far as it is known once an exchange has ended. */
  private @Nullable String ofBalancer(String name) {
    Candidate candidate = summary.candidate();
    if (candidate == null) {
      return null;
    }
    return switch (name) {
      case "BALANCER_NAME" -> "balancer://" + summary.cluster();
      case "BALANCER_WORKER_NAME" -> candidate.member().url().toString();
      case "BALANCER_WORKER_ROUTE" -> candidate.route();
      case "BALANCER_SESSION_ROUTE" -> summary.route().isEmpty() ? null : summary.route();
      case "BALANCER_SESSION_STICKY" -> summary.route().isEmpty() ? null : summary.sticky();
      case "BALANCER_ROUTE_CHANGED" -> isChanged(candidate) ? "1" : null;
      default -> null;
    };
  }

  private boolean isChanged(Candidate candidate) {
    return summary.sticky() != null && !candidate.route().equals(summary.route());
  }

  @Override
  public @Nullable String requestField(String name) {
    return field(summary.inboundRequest().fields(), name);
  }

  @Override
  public @Nullable String answerField(String name) {
    return field(summary.responseFields(), name);
  }

  private static @Nullable String field(Fields fields, String name) {
    return fields.contains(name) ? LogFields.field(fields, name) : null;
  }

  @Override
  public String of(Fact fact) {
    return switch (fact) {
      case HTTPS -> scheme().equals("https") ? "on" : "off";
      case REMOTE_ADDR, REMOTE_HOST -> address();
      case REQUEST_METHOD -> summary.inboundRequest().method();
      case REQUEST_SCHEME -> scheme();
      case REQUEST_STATUS -> summary.status() == 0 ? "" : Integer.toString(summary.status());
      case REQUEST_URI -> path();
      case QUERY_STRING -> query();
      case SERVER_NAME -> LogFields.host(summary);
      case SERVER_PORT -> Integer.toString(summary.inboundRequest().connection().localPort());
      case SERVER_PROTOCOL -> LogFields.protocol(summary.inboundRequest().protocol());
      case SSL_PROTOCOL -> LogFields.tlsProtocol(summary);
      case SSL_CIPHER -> LogFields.tlsCipher(summary);
    };
  }

  private String scheme() {
    return summary.client().scheme();
  }

  /** Two fields of a proxy that name different clients name none. */
  private String address() {
    return summary.client().isUndisputed() ? summary.client().address() : Client.UNKNOWN;
  }

  private String path() {
    String plain = PlainPath.of(LogFields.target(summary.inboundRequest()));
    int mark = plain.indexOf('?');
    return mark < 0 ? plain : plain.substring(0, mark);
  }

  private String query() {
    String query = LogFields.part(summary, true);
    return query.isEmpty() ? "" : query.substring(1);
  }

  @Override
  public long receivedMicros() {
    return TimeUnit.MILLISECONDS.toMicros(summary.received().toEpochMilli());
  }

  @Override
  public long elapsedMicros() {
    return TimeUnit.NANOSECONDS.toMicros(summary.durationNanos());
  }
}
