package org.rpicluster.balancer.vertx.probe;

import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Sends a request to a member, at one of its addresses after the other until a connection stands,
 * and looks at the answer. On its context.
 */
final class RequestProbeRun extends ProbeRun {

  /** Who asks, for the members' logs. */
  private static final String USER_AGENT = "rpicluster-balancer-probe";

  /** As much as an address has when requests are sent: RFC 8305 §5. */
  private static final long SHARE_MILLIS_MIN = 250;

  private final Reach way;
  private final ProbeClients clients;
  private final ProbeRequest probeRequest;
  private final Duration timeout;
  private @Nullable HttpClient client;
  private boolean stands;

  RequestProbeRun(
      ContextInternal context,
      Consumer<Finding> told,
      Reach way,
      ProbeClients clients,
      ProbeRequest probeRequest,
      Duration timeout) {
    super(context, told);
    this.way = way;
    this.clients = clients;
    this.probeRequest = probeRequest;
    this.timeout = timeout;
  }

  @Override
  void ask() {
    client =
        clients.make(
            way.member(),
            connection -> {
              stands = true;
              awaits("answer");
              // Whatever is wrong with it, the answer fails as well: not one more line in the log.
              connection.exceptionHandler(any -> {});
            });
    way.addresses()
        .addListener(
            (Future<List<java.net.SocketAddress>> found) ->
                onContext(
                    () -> {
                      if (found.isSuccess()) {
                        ask(found.getNow(), 0);
                      } else {
                        failed(found.cause());
                      }
                    }));
  }

  private void ask(List<java.net.SocketAddress> all, int index) {
    if (isEnded()) {
      return;
    }
    long share = Math.max(SHARE_MILLIS_MIN, timeout.toMillis() / all.size());
    FirstBytes body = new FirstBytes(() -> awaits("whole answer"));
    request(address(all.get(index)))
        .connectTimeout(share)
        .as(body)
        .send()
        .onSuccess(this::judge)
        .onFailure(
            cause -> {
              if (!stands && index + 1 < all.size()) {
                onContext(() -> ask(all, index + 1));
              } else if (!stands && cause instanceof TimeoutException) {
                found(Finding.failed("no connection within " + share + " ms"));
              } else {
                failed(cause);
              }
            });
  }

  private SocketAddress address(java.net.SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return SocketAddress.domainSocketAddress(way.member().url().getPath());
    }
    // Vert.x takes what it connects to for an authority: RFC 3986 §3.2.2 has IPv6 in brackets.
    return inet.getAddress() instanceof Inet6Address literal
        ? SocketAddress.inetSocketAddress(
            inet.getPort(), Authority.bracketed(literal.getHostAddress()))
        : SocketAddress.inetSocketAddress(inet);
  }

  private HttpRequest<?> request(SocketAddress address) {
    Member member = way.member();
    Scheme scheme = member.scheme();
    HttpMethod method = HttpMethod.valueOf(probeRequest.method().name());
    WebClientOptions options = new WebClientOptions().setUserAgent(USER_AGENT);
    WebClient web = WebClient.wrap(client, options.setFollowRedirects(false));
    HostAndPort named = named(member);
    HttpRequest<?> upstreamRequest =
        web.request(method, address, named.port(), named.host(), probeRequest.path())
            .ssl(scheme.isTls());
    if (!scheme.isHttp2()) {
      upstreamRequest.putHeader(
          "Host", probeRequest.host().isEmpty() ? member.authority() : probeRequest.host());
    }
    probeRequest.headers().forEach(upstreamRequest::putHeader);
    return upstreamRequest;
  }

  /** Over HTTP/2 also what is asked for; with TLS always whose certificate it must be. */
  private HostAndPort named(Member member) {
    boolean other = member.scheme() == Scheme.H2C && !probeRequest.host().isEmpty();
    return other
        ? HostAndPort.parseAuthority(probeRequest.host(), member.port())
        : HostAndPort.create(Authority.bracketed(clients.nameOf(member)), member.port());
  }

  private void judge(HttpResponse<String> upstreamResponse) {
    int status = upstreamResponse.statusCode();
    if (!probeRequest.expect().contains(status)) {
      found(Finding.failed(status + " (expected: " + probeRequest.expect() + ")"));
    } else if (probeRequest.asksBody()) {
      search(status, upstreamResponse.body());
    } else {
      found(Finding.passed(Integer.toString(status)));
    }
  }

  /** Off the event loop: a large body and an expression of many parts take some milliseconds. */
  private void search(int status, String body) {
    context()
        .executeBlocking(() -> judged(status, body), false)
        .onSuccess(this::found)
        .onFailure(this::failed);
  }

  private Finding judged(int status, String body) {
    Optional<Regex> wanted = probeRequest.body();
    Optional<Regex> unwanted = probeRequest.bodyWithout();
    if (wanted.isPresent() && !wanted.get().isIn(body)) {
      return Finding.failed(status + ", without " + wanted.get() + " in its body");
    }
    if (unwanted.isPresent() && unwanted.get().isIn(body)) {
      return Finding.failed(status + ", with " + unwanted.get() + " in its body");
    }
    return Finding.passed(
        status
            + wanted.map(expression -> ", with " + expression).orElse("")
            + unwanted.map(expression -> ", without " + expression).orElse(""));
  }

  @Override
  void close() {
    if (client != null) {
      client.close();
    }
  }
}
