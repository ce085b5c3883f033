package org.rpicluster.balancer.vertx.accesslog;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The directives that there are: Apache's by their letters, and our own as {@code %{name}x}. The
 * tables for users are in {@code docs/configuration.md}. Immutable.
 */
final class Directives {

  private static final Directive HYPHEN = (line, summary) -> line.append('-');

  private static final Map<String, Directive> OWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("attempts", Directive.number(ExchangeSummary::attempts)),
              Map.entry("bytesFromClient", Directive.number(ExchangeSummary::bytesFromClient)),
              Map.entry("bytesToClient", Directive.number(ExchangeSummary::bytesToClient)),
              Map.entry("cluster", Directive.text(ExchangeSummary::cluster)),
              Map.entry("queue", Directive.millis(ExchangeSummary::queueNanos)),
              Map.entry("connect", Directive.millis(ExchangeSummary::connectNanos)),
              Map.entry("end", Directive.text(LogFields::end)),
              Map.entry("firstByte", Directive.millis(ExchangeSummary::firstByteNanos)),
              Map.entry("member", Directive.text(ExchangeSummary::member)),
              Map.entry("spanId", Directive.text(TraceIds::span)),
              Map.entry("traceId", Directive.text(TraceIds::trace)),
              Map.entry("requestId", Directive.text(ExchangeSummary::requestId)),
              Map.entry("tlsCipher", Directive.text(LogFields::tlsCipher)),
              Map.entry("tlsProtocol", Directive.text(LogFields::tlsProtocol)),
              Map.entry("total", Directive.millis(ExchangeSummary::durationNanos))));

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "", TimeUnit.SECONDS,
          "s", TimeUnit.SECONDS,
          "ms", TimeUnit.MILLISECONDS,
          "us", TimeUnit.MICROSECONDS);

  private static final Directive PEER =
      Directive.text(summary -> LogFields.address(summary.client().peer()));

  private final LogTime time;

  Directives(ZoneId zone) {
    time = LogTime.apache(zone);
  }

  /**
   * A directive.
   *
   * @param name what stands in braces, empty for nothing
   * @param shown how a message shows it
   * @throws IllegalArgumentException if there is none
   */
  Directive find(char letter, String name, String shown) {
    Directive found = name.isEmpty() ? plain(letter) : named(letter, name);
    String expected =
        letter == 'x'
            ? "%{…}x with " + String.join(", ", OWN.keySet())
            : "% and one of aBbDHhIlmOpqrsTtUuVv%, %{name}i, %{name}o, %{ms}T or %{name}x";
    Check.argument(found != null, "format", shown, expected);
    return found;
  }

  private @Nullable Directive plain(char letter) {
    return switch (letter) {
      case '%' -> (line, summary) -> line.append('%');
      case 'a', 'h' -> Directive.text(summary -> LogFields.address(summary.client().address()));
      // Who it is by RFC 1413 is for members to ask, not for the balancer.
      case 'l' -> HYPHEN;
      case 'u' -> Directive.text(ExchangeSummary::user);
      case 'I' -> Directive.number(WireBytes::fromClient);
      case 'O' -> Directive.number(WireBytes::toClient);
      case 't' -> (line, summary) -> line.append(time.text(summary.received()));
      case 'r' -> Directives::requestLine;
      case 'm' -> Directive.text(summary -> summary.inboundRequest().method());
      case 'U' -> Directive.text(summary -> LogFields.part(summary, false));
      case 'q' -> (line, summary) -> Escape.APACHE.append(line, LogFields.part(summary, true));
      case 'H' ->
          Directive.text(summary -> LogFields.protocol(summary.inboundRequest().protocol()));
      case 'V', 'v' -> Directive.text(LogFields::host);
      case 'p' -> Directive.number(summary -> summary.inboundRequest().connection().localPort());
      // As in Apache, an answer that was never sent and a body of no bytes are a hyphen.
      case 's' -> Directive.numberOrHyphen(ExchangeSummary::status);
      case 'b' -> Directive.numberOrHyphen(ExchangeSummary::bytesToClient);
      case 'B' -> Directive.number(ExchangeSummary::bytesToClient);
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

  private static @Nullable Directive named(char letter, String name) {
    return switch (letter) {
      case 'i' -> Directive.text(s -> LogFields.field(s.inboundRequest().fields(), name));
      case 'o' -> Directive.text(s -> LogFields.field(s.responseFields(), name));
      case 'a' -> name.equals("c") ? PEER : null;
      case 'T' -> UNITS.containsKey(name) ? elapsed(UNITS.get(name)) : null;
      case 'x' -> OWN.get(name);
      default -> null;
    };
  }

  private static Directive elapsed(TimeUnit unit) {
    return Directive.number(s -> unit.convert(s.durationNanos(), TimeUnit.NANOSECONDS));
  }
}
