package org.rpicluster.balancer.vertx.accesslog;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.kit.FixedConnection;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** Exchanges that never were, to write lines of. */
final class Summaries {

  static final Instant TIME = Instant.parse("2026-11-22T11:28:19.042Z");

  private final FixedConnection connection = new FixedConnection("192.168.0.7", 8080);
  private String target = "/a?b";
  private final Fields fields = NettyFields.none();
  private final Fields answered = NettyFields.none();
  private final Map<String, String> variables = new HashMap<>();
  private int status = 200;
  private long bytesToClient = 1234;
  private ExchangeEnd end = ExchangeEnd.COMPLETE;
  private String reason = "";
  private @Nullable Candidate candidate;
  private String user = "";
  private String route = "";
  private @Nullable String sticky;
  private String member = "pi1";
  private long connectNanos = 1_002_999;
  private long firstByteNanos = 12_000_000;

  Summaries target(String text) {
    target = text;
    return this;
  }

  /** The connection that it came over. */
  FixedConnection connection() {
    return connection;
  }

  /** Its client has a session with the member of a route. */
  Summaries session(String cookie, String of) {
    sticky = cookie;
    route = of;
    return this;
  }

  Summaries field(String name, String value) {
    fields.add(name, value);
    return this;
  }

  Summaries answered(String name, String value) {
    answered.add(name, value);
    return this;
  }

  Summaries status(int code, long bytes) {
    status = code;
    bytesToClient = bytes;
    return this;
  }

  Summaries ended(ExchangeEnd how) {
    end = how;
    return this;
  }

  Summaries refused(String why) {
    end = ExchangeEnd.REFUSED;
    reason = why;
    member = "";
    connectNanos = -1;
    firstByteNanos = -1;
    return this;
  }

  Summaries variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** The last member tried. */
  Summaries tried(Candidate last) {
    candidate = last;
    return this;
  }

  Summaries user(String name) {
    user = name;
    return this;
  }

  ExchangeSummary summary() {
    return new ExchangeSummary(
        request(),
        answered,
        new Client("10.0.0.1", "192.168.0.7", true, "http"),
        "id-1",
        user,
        TIME,
        3_000_500,
        connectNanos,
        firstByteNanos,
        2_345_678_901L,
        status,
        77,
        bytesToClient,
        "pis",
        route,
        sticky,
        member,
        2,
        end,
        reason,
        variables,
        candidate);
  }

  private InboundHead request() {
    return stub(
        InboundHead.class,
        Map.of(
            "method",
            "GET",
            "target",
            target,
            "protocol",
            Protocol.HTTP_1_1,
            "fields",
            fields,
            "unread",
            "",
            "authority",
            "a.test:81",
            "connection",
            connection));
  }

  /** Answers each method with what there is under its name, or null. */
  private static <T> T stub(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName())));
  }
}
