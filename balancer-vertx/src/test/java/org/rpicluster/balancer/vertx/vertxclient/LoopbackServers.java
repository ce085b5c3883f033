package org.rpicluster.balancer.vertx.vertxclient;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.Address;
import io.vertx.core.net.AddressResolver;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.endpoint.LoadBalancer;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Servers on loopback, and a client that finds them by name through a mapping which a test changes.
 * A server answers with its own letter, or holds a request for {@code /hold} until it is told.
 */
final class LoopbackServers implements AutoCloseable {

  /** A name to be resolved. */
  record Name(String text) implements Address {}

  /**
   * A server that refuses: its port is taken, so no other process gets it, but it does not listen.
   */
  static final String DEAF = "x";

  private final Vertx vertx = Vertx.vertx();
  private final Socket deaf = new Socket();
  private final Map<String, HttpServer> servers = new HashMap<>();
  private final Map<Name, List<Integer>> ports = new ConcurrentHashMap<>();
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final HttpClient client;

  LoopbackServers(LoadBalancer loadBalancer, String letters) throws IOException {
    deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    for (char letter : letters.toCharArray()) {
      String id = Character.toString(letter);
      servers.put(
          id,
          await(
              vertx.createHttpServer().requestHandler(r -> handle(r, id)).listen(0, "127.0.0.1")));
    }
    client =
        vertx
            .httpClientBuilder()
            .withAddressResolver(AddressResolver.<Name>mappingResolver(this::resolve))
            .withLoadBalancer(loadBalancer)
            .build();
  }

  private List<SocketAddress> resolve(Name name) {
    // New objects each time, as a look-up in a registry would give.
    return ports.get(name).stream()
        .map(port -> SocketAddress.inetSocketAddress(port, "127.0.0.1"))
        .toList();
  }

  private void handle(HttpServerRequest inboundRequest, String id) {
    switch (inboundRequest.path()) {
      case "/hold" -> held.add(inboundRequest);
      case "/cut" -> inboundRequest.connection().close();
      default -> inboundRequest.response().end(id);
    }
  }

  /** From now on this name means these servers. */
  void name(String text, String letters) {
    List<Integer> meant = new ArrayList<>();
    letters.chars().forEach(c -> meant.add(port(Character.toString(c))));
    ports.put(new Name(text), meant);
  }

  int port(String id) {
    return id.equals(DEAF) ? deaf.getLocalPort() : servers.get(id).actualPort();
  }

  /** Who answers this many requests, one after the other. */
  String ask(String name, int times) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < times; i++) {
      word.append(ask(name, ""));
    }
    return word.toString();
  }

  /** Who answers a request with this routing key; empty for none. */
  String ask(String name, String routingKey) {
    return await(client.request(options(name, "/", routingKey)).compose(LoopbackServers::body))
        .toString();
  }

  /** Asks for the body before anything is sent: later, on this thread, it could have passed by. */
  private static Future<Buffer> body(HttpClientRequest request) {
    Future<Buffer> body = request.response().compose(HttpClientResponse::body);
    return request.send().compose(answered -> body);
  }

  /** A request. */
  Future<HttpClientResponse> send(String name, String path, String routingKey) {
    return client.request(options(name, path, routingKey)).compose(r -> r.send());
  }

  private RequestOptions options(String name, String path, String routingKey) {
    RequestOptions options = options(name, path);
    return routingKey.isEmpty() ? options : options.setRoutingKey(routingKey);
  }

  /** Who answers a request of a Web Client. */
  String askByWebClient(String name) {
    WebClient webClient = WebClient.wrap(client);
    return await(webClient.request(options(name, "/")).send()).bodyAsString();
  }

  /** A request that is held, and given up by the client. */
  Future<HttpClientResponse> sendAndReset(String name) {
    return client
        .request(options(name, "/hold"))
        .compose(
            r -> {
              Future<HttpClientResponse> answer = r.send();
              r.reset();
              return answer;
            });
  }

  private static RequestOptions options(String name, String path) {
    return new RequestOptions()
        .setServer(new Name(name))
        .setHost("127.0.0.1")
        .setMethod(HttpMethod.GET)
        .setURI(path);
  }

  /** Requests that wait. */
  int held() {
    return held.size();
  }

  /** Answers all requests that wait. */
  void release() {
    for (HttpServerRequest r = held.poll(); r != null; r = held.poll()) {
      r.response().end("held");
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    deaf.close();
    await(client.close());
    await(vertx.close());
  }
}
