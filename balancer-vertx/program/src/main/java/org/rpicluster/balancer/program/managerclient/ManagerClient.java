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
import org.rpicluster.balancer.check.Check;

/**
 * Asks a manager over its API, and has things changed. A call blocks until its answer is there, 30
 * s at most. Any thread. docs/manager.md has the requests.
 */
public final class ManagerClient {

  /** An edit may wait for a reload, which reads certificates. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final String base;

  private final String authorization;

  private ManagerClient(String base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /**
   * The manager at a URL, that of its page.
   *
   * @param url such as {@code http://127.0.0.1:8080/balancer-manager}
   * @throws IllegalArgumentException if it is no URL of HTTP
   */
  public static ManagerClient at(URI url) {
    return at(url, "");
  }

  /**
   * The same, asked by a user.
   *
   * @param authorization says who it is, as a field of that name; empty without one
   * @throws IllegalArgumentException if the URL is none of HTTP
   */
  public static ManagerClient at(URI url, String authorization) {
    boolean isHttp = url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    Check.argument(
        isHttp, "--manager", url, "a URL such as http://127.0.0.1:8080/balancer-manager");
    String page = url.toString();
    String base = page.endsWith("/") ? page.substring(0, page.length() - 1) : page;
    return new ManagerClient(base, authorization);
  }

  /** Its page. */
  @Override
  public String toString() {
    return base;
  }

  /** The members of a cluster, in the order of its configuration. */
  public List<MemberStatus> members(String cluster) {
    JsonArray members = get("/clusters/" + segment(cluster)).getJsonArray("members");
    return members.stream().map(each -> MemberStatus.of((JsonObject) each)).toList();
  }

  /** Whether the manager changes anything, for who asks; an older one does not say. */
  public boolean mayEdit() {
    return get("/clusters").getBoolean("mayEdit", true);
  }

  /** A member as it is now. */
  public MemberStatus member(String cluster, String id) {
    return MemberStatus.of(get(path(cluster, id)));
  }

  /** Changes settings of a member: all of them, or none. */
  public void changeMember(String cluster, String id, JsonObject settings) {
    change("PATCH", path(cluster, id), settings);
  }

  private static String path(String cluster, String id) {
    return "/clusters/" + segment(cluster) + "/members/" + segment(id);
  }

  /** What is at a path below {@code api}. */
  public JsonObject get(String path) {
    return ask("GET", path, "");
  }

  /**
   * Has something changed.
   *
   * @param body as JSON
   */
  public JsonObject change(String method, String path, JsonObject body) {
    return ask(method, path, body.encode());
  }

  /** A name as one segment of a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonObject ask(String method, String path, String body) {
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(URI.create(base + "/api" + path))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      outgoing.header("Authorization", authorization);
    }
    try {
      return read(http.send(outgoing.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new ManagerException(0, base + " does not answer: " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerException(0, "interrupted");
    }
  }

  private JsonObject read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    JsonObject json = json(answer);
    if (status < 300) {
      return json;
    }
    if (status == 405) {
      throw new ManagerException(
          status, Check.message("--manager", base + " only shows", "one without `readOnly`"));
    }
    throw new ManagerException(status, json.getString("error", base + " answers " + status));
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException e) {
      throw new ManagerException(
          answer.statusCode(),
          "--manager: "
              + base
              + " answers "
              + answer.statusCode()
              + " without JSON (expected: a manager's URL)");
    }
  }
}
