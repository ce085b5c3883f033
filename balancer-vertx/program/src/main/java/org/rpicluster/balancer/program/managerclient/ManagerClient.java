package org.rpicluster.balancer.program.managerclient;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
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
import java.util.List;
import java.util.Objects;
import org.rpicluster.balancer.check.Check;

/**
 * Asks a manager, and changes members through it. A call blocks until its answer is there, 10 s at
 * most. Any thread. docs/manager.md has the requests.
 */
public final class ManagerClient {

  /** An edit is written to the disk of a Pi before it is answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String api;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private ManagerClient(String api) {
    this.api = api;
  }

  /**
   * The manager at a URL, that of its page.
   *
   * @throws IllegalArgumentException if it is no URL of HTTP
   */
  public static ManagerClient at(URI manager) {
    boolean isHttp =
        manager.getHost() != null && List.of("http", "https").contains(manager.getScheme());
    Check.argument(isHttp, "--manager", manager, "such as http://127.0.0.1:8080/balancer-manager");
    String page = manager.toString();
    return new ManagerClient((page.endsWith("/") ? page : page + "/") + "api/clusters/");
  }

  /** The members of a cluster, in the order of its configuration. */
  public List<MemberStatus> members(String cluster) {
    JsonArray members = ask("GET", segment(cluster), "").getJsonArray("members");
    return members.stream().map(each -> MemberStatus.of((JsonObject) each)).toList();
  }

  /** A member as it is now. */
  public MemberStatus member(String cluster, String id) {
    return MemberStatus.of(ask("GET", path(cluster, id), ""));
  }

  /** Changes settings of a member: all of them, or none. */
  public void change(String cluster, String id, JsonObject settings) {
    ask("PATCH", path(cluster, id), settings.encode());
  }

  private static String path(String cluster, String id) {
    return segment(cluster) + "/members/" + segment(id);
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonObject ask(String method, String path, String body) {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      asked.header("Content-Type", "application/json");
    }
    HttpResponse<String> answer = send(asked.build());
    if (answer.statusCode() / 100 != 2) {
      throw failure(answer.statusCode(), path + ": " + reason(answer));
    }
    return json(answer);
  }

  private HttpResponse<String> send(HttpRequest question) {
    try {
      return http.send(question, BodyHandlers.ofString());
    } catch (IOException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
      throw failure(0, "cannot be reached: " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(0, "interrupted");
    }
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException e) {
      throw failure(answer.statusCode(), "answers no JSON: it is no manager");
    }
  }

  /** Its own sentence, or the status of what stands before it. */
  private static String reason(HttpResponse<String> answer) {
    try {
      String error = new JsonObject(answer.body()).getString("error");
      return error == null ? "status " + answer.statusCode() : error;
    } catch (DecodeException | ClassCastException e) {
      return "status " + answer.statusCode();
    }
  }

  private ManagerException failure(int status, String why) {
    return new ManagerException("manager " + api + ": " + why, status);
  }
}
