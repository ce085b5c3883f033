package org.rpicluster.balancer.vertx.accesslog;

import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * An object for each exchange, always with the same names in the same order, so that a line can be
 * read by eye as well; {@code null} for what there is not. Any thread. RFC 8259.
 */
final class JsonFormat implements LogFormat {

  /** Most lines fit, so that the builder need not grow. */
  private static final int LINE_USUALLY = 640;

  private final LogTime time = LogTime.iso();

  @Override
  public String line(ExchangeSummary summary) {
    StringBuilder line = new StringBuilder(LINE_USUALLY).append("{\"time\":\"");
    line.append(time.text(summary.received())).append('.');
    LogFields.threeDigits(line, summary.received().getNano() / 1_000_000);
    line.append("Z\"");
    appendRequest(line, summary);
    number(line, "status", summary.status());
    number(line, "bytesFromClient", summary.bytesFromClient());
    number(line, "bytesToClient", summary.bytesToClient());
    text(line, "cluster", summary.cluster());
    text(line, "member", summary.member());
    number(line, "attempts", summary.attempts());
    millis(line, "queueMs", summary.queueNanos());
    millis(line, "connectMs", summary.connectNanos());
    millis(line, "firstByteMs", summary.firstByteNanos());
    millis(line, "totalMs", summary.durationNanos());
    text(line, "end", summary.end().words());
    text(line, "reason", summary.reason());
    text(line, "user", summary.user());
    text(line, "traceId", TraceIds.trace(summary));
    text(line, "spanId", TraceIds.span(summary));
    return line.append("}\n").toString();
  }

  private static void appendRequest(StringBuilder line, ExchangeSummary summary) {
    InboundHead inboundRequest = summary.inboundRequest();
    text(line, "requestId", summary.requestId());
    text(line, "client", LogFields.address(summary.client().address()));
    text(line, "peer", LogFields.address(summary.client().peer()));
    text(line, "tls", LogFields.tlsProtocol(summary));
    text(line, "host", LogFields.hostAndPort(summary));
    String unread = inboundRequest.unread();
    boolean read = unread.isEmpty();
    text(line, "method", read ? inboundRequest.method() : "");
    text(line, "target", read ? LogFields.target(inboundRequest) : unread);
    text(line, "protocol", read ? LogFields.protocol(inboundRequest.protocol()) : "");
    text(line, "referer", LogFields.field(inboundRequest.fields(), "referer"));
    text(line, "userAgent", LogFields.field(inboundRequest.fields(), "user-agent"));
  }

  private static StringBuilder name(StringBuilder line, String name) {
    return line.append(",\"").append(name).append("\":");
  }

  private static void text(StringBuilder line, String name, String text) {
    name(line, name);
    if (text.isEmpty()) {
      line.append("null");
    } else {
      Escape.JSON.append(line.append('"'), text);
      line.append('"');
    }
  }

  private static void number(StringBuilder line, String name, long number) {
    name(line, name).append(number);
  }

  private static void millis(StringBuilder line, String name, long nanos) {
    name(line, name);
    if (nanos < 0) {
      line.append("null");
    } else {
      LogFields.millis(line, nanos);
    }
  }
}
