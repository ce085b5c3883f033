package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a manager over its API, one request after the other, each within {@link #PATIENCE}. For one
 * thread.
 */
final class ManagerClient {

  /** An edit may wait for a reload, which reads certificates. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;

  /**
   * Of the manager at this URL.
   *
   * @param url such as {@code http://127.0.0.1:8080/balancer-manager}
   */
  ManagerClient(URI url) {
    String text = url.toString();
    base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** What is at a path below {@code api}. */
  JsonObject get(String path) {
    return ask("GET", path, "");
  }

  /**
   * Has something changed.
   *
   * @param body as JSON
   */
  JsonObject change(String method, String path, JsonObject body) {
    return ask(method, path, body.encode());
  }

  /** A name as one segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonObject ask(String method, String path, String body) {
    HttpRequest outgoing =
        HttpRequest.newBuilder(URI.create(base + "/api" + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return read(client.send(outgoing, BodyHandlers.ofString()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new ManagerFault(ManagerFault.UNREACHED, base + " does not answer: " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerFault(ManagerFault.UNREACHED, "interrupted");
    }
  }

  private JsonObject read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    JsonObject json = json(answer);
    if (status < 300) {
      return json;
    }
    int fault = status < 500 || status == 507 ? Main.FAULT : ManagerFault.UNREACHED;
    throw new ManagerFault(fault, json.getString("error", base + " answers " + status));
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException e) {
      String what = answer.statusCode() + " without JSON";
      throw new ManagerFault(
          Main.FAULT, "--manager: " + base + " answers " + what + " (expected: a manager's URL)");
    }
  }
}
