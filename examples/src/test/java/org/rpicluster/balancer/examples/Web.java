package org.rpicluster.balancer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Members on the loopback, each of which says its name, and a client. */
final class Web implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Socket> reserved = new ArrayList<>();

  /** A member that answers every path with {@code name} and the path; its URL. */
  String member(String name) throws IOException {
    return member(exchange -> (name + " " + exchange.getRequestURI()).getBytes(UTF_8));
  }

  /** A member that answers with what it is sent; its URL. */
  String echoingMember() throws IOException {
    return member(exchange -> exchange.getRequestBody().readAllBytes());
  }

  private interface Page {
    byte[] of(HttpExchange exchange) throws IOException;
  }

  private String member(Page page) throws IOException {
    HttpServer server = HttpServer.create(loopback(), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = page.of(exchange);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * A member that refuses connections: its port is taken, so no other process gets it, but deaf.
   */
  String deadMember() throws IOException {
    Socket deaf = new Socket();
    deaf.bind(loopback());
    reserved.add(deaf);
    return "http://127.0.0.1:" + deaf.getLocalPort();
  }

  HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
    return client.send(post, BodyHandlers.ofString());
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public void close() throws IOException {
    servers.forEach(server -> server.stop(0));
    for (Socket deaf : reserved) {
      deaf.close();
    }
  }
}
