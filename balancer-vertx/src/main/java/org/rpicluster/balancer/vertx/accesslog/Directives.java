package org.rpicluster.balancer.vertx.accesslog;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.header.KnownVariables;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.http.RequestCookies;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The directives that there are: Apache's by their letters, and our own as {@code %{name}x}. The
 * tables for users are in {@code docs/configuration.md}. Immutable.
 */
final class Directives {

  private static final FormatDirective HYPHEN = (line, summary) -> line.append('-');

  private static final Map<String, FormatDirective> OWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("attempts", FormatDirective.number(ExchangeSummary::attempts)),
              Map.entry(
                  "bytesFromClient", FormatDirective.number(ExchangeSummary::bytesFromClient)),
              Map.entry("bytesToClient", FormatDirective.number(ExchangeSummary::bytesToClient)),
              Map.entry("cluster", FormatDirective.text(ExchangeSummary::cluster)),
              Map.entry("queue", FormatDirective.millis(ExchangeSummary::queueNanos)),
              Map.entry("connect", FormatDirective.millis(ExchangeSummary::connectNanos)),
              Map.entry("end", FormatDirective.text(LogFields::end)),
              Map.entry("firstByte", FormatDirective.millis(ExchangeSummary::firstByteNanos)),
              Map.entry("member", FormatDirective.text(ExchangeSummary::member)),
              Map.entry("spanId", FormatDirective.text(TraceIds::span)),
              Map.entry("traceId", FormatDirective.text(TraceIds::trace)),
              Map.entry("requestId", FormatDirective.text(ExchangeSummary::requestId)),
              Map.entry("tlsCipher", FormatDirective.text(LogFields::tlsCipher)),
              Map.entry("tlsProtocol", FormatDirective.text(LogFields::tlsProtocol)),
              Map.entry("total", FormatDirective.millis(ExchangeSummary::durationNanos))));

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "", TimeUnit.SECONDS,
          "s", TimeUnit.SECONDS,
          "ms", TimeUnit.MILLISECONDS,
          "us", TimeUnit.MICROSECONDS);

  /** The listener's, whatever the client has said. */
  private static final Set<String> PORTS = Set.of("canonical", "local");

  private static final long PROCESS = ProcessHandle.current().pid();

  private static final FormatDirective PEER =
      FormatDirective.text(summary -> LogFields.address(summary.client().peer()));

  private final ZoneId zone;
  private final LogTime time;
  private final List<VariableRule> variables;

  /**
   * Those of a log.
   *
   * @param variables that are set for it, beside those of the exchange
   */
  Directives(ZoneId zone, List<VariableRule> variables) {
    this.zone = zone;
    this.variables = variables;
    time = LogTime.apache(zone);
  }

  /**
   * A directive.
   *
   * @param name what stands in braces, empty for nothing
   * @param shown how a message shows it
   * @throws IllegalArgumentException if there is none
   */
  FormatDirective find(char letter, String name, String shown) {
    FormatDirective found = name.isEmpty() ? plain(letter) : named(letter, name);
    String expected =
        letter == 'x'
            ? "%{…}x with " + String.join(", ", OWN.keySet())
            : letter == 't'
                ? "%{…}t with sec, msec, usec, msec_frac, usec_frac, or %Y-%m-%d and their like"
                : "% and one of aBbDHhIkLlmOPpqRrSsTtUuVvX%, %{name}i, o, C, e, n, t, T or x";
    Check.argument(found != null, "format", shown, expected);
    return found;
  }

  private @Nullable FormatDirective plain(char letter) {
    return switch (letter) {
      case '%' -> (line, summary) -> line.append('%');
      case 'a', 'h' ->
          FormatDirective.text(summary -> LogFields.address(summary.client().address()));
      // Who it is by RFC 1413 is for members to ask, not for the balancer; its own log has no ids.
      case 'l', 'L' -> HYPHEN;
      case 'k' -> FormatDirective.number(KeptConnections::earlierRequests);
      case 'X' -> FormatDirective.text(KeptConnections::end);
      case 'R' -> FormatDirective.text(s -> s.candidate() == null ? "" : "proxy-server");
      case 'u' -> FormatDirective.text(ExchangeSummary::user);
      case 'P' -> FormatDirective.number(summary -> PROCESS);
      case 'S' -> FormatDirective.number(s -> WireBytes.fromClient(s) + WireBytes.toClient(s));
      case 'I' -> FormatDirective.number(WireBytes::fromClient);
      case 'O' -> FormatDirective.number(WireBytes::toClient);
      case 't' -> (line, summary) -> line.append(time.text(summary.received()));
      case 'r' -> Directives::requestLine;
      case 'm' -> FormatDirective.text(summary -> summary.inboundRequest().method());
      case 'U' -> FormatDirective.text(summary -> LogFields.part(summary, false));
      case 'q' -> (line, summary) -> Escape.APACHE.append(line, LogFields.part(summary, true));
      case 'H' ->
          FormatDirective.text(summary -> LogFields.protocol(summary.inboundRequest().protocol()));
      case 'V', 'v' -> FormatDirective.text(LogFields::host);
      case 'p' ->
          FormatDirective.number(summary -> summary.inboundRequest().connection().localPort());
      // As in Apache, an answer that was never sent and a body of no bytes are a hyphen.
      case 's' -> FormatDirective.numberOrHyphen(ExchangeSummary::status);
      case 'b' -> FormatDirective.numberOrHyphen(ExchangeSummary::bytesToClient);
      case 'B' -> FormatDirective.number(ExchangeSummary::bytesToClient);
      case 'D' -> elapsed(TimeUnit.MICROSECONDS);
      case 'T' -> elapsed(TimeUnit.SECONDS);
      default -> null;
    };
  }

  private static void requestLine(StringBuilder line, ExchangeSummary summary) {
    InboundHead inboundRequest = summary.inboundRequest();
    String unread = inboundRequest.unread();
    if (!unread.isEmpty()) {
      Escape.APACHE.append(line, unread);
      return;
    }
    Escape.APACHE.append(line, inboundRequest.method());
    Escape.APACHE.append(line.append(' '), LogFields.target(inboundRequest));
    line.append(' ').append(LogFields.protocol(inboundRequest.protocol()));
  }

  private @Nullable FormatDirective named(char letter, String name) {
    return switch (letter) {
      case 'i' -> FormatDirective.text(s -> LogFields.field(s.inboundRequest().fields(), name));
      case 'o' -> FormatDirective.text(s -> LogFields.field(s.responseFields(), name));
      case 'n' -> HYPHEN; // what modules of Apache note for each other
      case 'C' -> FormatDirective.text(summary -> cookie(summary, name));
      case 'e' -> FormatDirective.text(summary -> variable(summary, name));
      case 't' -> TimeDirective.of(name, zone);
      case 'p' -> PORTS.contains(name) ? plain('p') : null;
      case 'P' -> name.equals("pid") ? plain('P') : null;
      case 'a' -> name.equals("c") ? PEER : null;
      case 'T' -> UNITS.containsKey(name) ? elapsed(UNITS.get(name)) : null;
      case 'x' -> OWN.get(name);
      default -> null;
    };
  }

  private static String cookie(ExchangeSummary summary, String name) {
    String value = new RequestCookies(summary.inboundRequest().fields()).value(name);
    return value == null ? "" : value;
  }

  private String variable(ExchangeSummary summary, String name) {
    String value = new KnownVariables(variables, new SummaryFacts(summary)).variable(name);
    return value == null ? "" : value;
  }

  private static FormatDirective elapsed(TimeUnit unit) {
    return FormatDirective.number(s -> unit.convert(s.durationNanos(), TimeUnit.NANOSECONDS));
  }
}
