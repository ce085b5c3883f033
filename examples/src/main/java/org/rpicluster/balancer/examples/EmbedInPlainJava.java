package org.rpicluster.balancer.examples;

import static java.net.http.HttpResponse.BodyHandlers.ofInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * The library in a plain Java program: a tiny GET proxy on the JDK's own HTTP server and client.
 * {@code balancer-vertx} is the real proxy; this shows what any program does to balance its calls.
 *
 * <p>Usage: {@code EmbedInPlainJava PORT MEMBER...}, as in {@code 8080 http://pi1 http://pi2}.
 */
public final class EmbedInPlainJava {

  private static final int THREADS = 16;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Balancer balancer;

  private EmbedInPlainJava(Balancer balancer) {
    this.balancer = balancer;
  }

  /** Runs until it is killed. */
  public static void main(String... args) throws IOException {
    List<Member> members = Stream.of(args).skip(1).map(Member::of).toList();
    // snippet: build
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byRequests()).members(members).build();
    // end
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", new EmbedInPlainJava(balancer)::handle);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.start();
    System.out.println("ready http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    PickContext context = new PickContext();
    try (exchange) {
      boolean answered = false;
      while (!answered) {
        answered = attempt(exchange, context);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // snippet: acquire
  /** Asks one member. If it does not answer, another may be asked: this one is excluded then. */
  private boolean attempt(HttpExchange exchange, PickContext context)
      throws IOException, InterruptedException {
    try (Lease lease = balancer.acquire(context)) {
      try {
        HttpResponse<InputStream> answer = client.send(toMember(lease, exchange), ofInputStream());
        lease.addBytesFromMember(relay(answer, exchange));
        lease.complete(answer.statusCode());
        return true;
      } catch (ConnectException e) {
        lease.complete(Outcome.CONNECT_FAILED);
        context.exclude(lease.candidate());
        return false;
      }
    } catch (NoMemberException e) {
      exchange.sendResponseHeaders(503, -1);
      return true;
    }
  }

  // end

  private static HttpRequest toMember(Lease lease, HttpExchange exchange) {
    return HttpRequest.newBuilder(lease.member().url().resolve(exchange.getRequestURI())).build();
  }

  private static long relay(HttpResponse<InputStream> answer, HttpExchange exchange)
      throws IOException {
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(answer.statusCode(), 0); // 0: as long as it turns out to be
    try (InputStream body = answer.body()) {
      return body.transferTo(exchange.getResponseBody());
    }
  }
}
