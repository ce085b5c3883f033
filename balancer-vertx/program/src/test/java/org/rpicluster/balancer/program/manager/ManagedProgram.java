package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;

/** The program with a manager of one cluster, and a client of it. For one test at a time. */
final class ManagedProgram implements AutoCloseable {

  static final String P = "/balancer-manager";
  static final String C = P + "/api/clusters/c";
  static final String PI2 = C + "/members/pi2";
  static final String BODY = "{\"weight\": 3}";

  final HttpClient client = HttpClient.newHttpClient();
  private final Program program = Program.start(Platform.forProxy(), configuration("{}"));
  final int port = program.addresses().get(0).address().port();
  final int http2Port = program.addresses().get(1).address().port();

  @Override
  public void close() {
    program.close();
  }

  /** Reloads the same configuration, but for what it says of the manager. */
  void reload(String manager) {
    program.change(configuration(manager));
  }

  HttpResponse<String> send(String method, String path, String body, String... fields)
      throws Exception {
    return client.send(outgoing(method, path, body, fields), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, String body) {
    return client.sendAsync(outgoing(method, path, body), BodyHandlers.ofString());
  }

  private HttpRequest outgoing(String method, String path, String body, String... fields) {
    HttpRequest.Builder outgoing = to(path).method(method, BodyPublishers.ofString(body));
    if (!List.of(fields).contains("Content-Type")) {
      outgoing.header("Content-Type", "application/json");
    }
    return (fields.length == 0 ? outgoing : outgoing.headers(fields)).build();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  JsonObject json(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  static void assertError(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(error(answer)).isEqualTo(error);
  }

  static String error(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("error");
  }

  private static Configuration configuration(String manager) {
    String yaml =
        """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters:
          c:
            members:
              - {id: pi1, url: "http://127.0.0.1:1"}
              - {id: pi2, url: "http://127.0.0.1:2"}
        routes:
          - {path: /balancer-manager, manager: %s}
          - {path: /, cluster: c}
        """;
    return new YamlFrontEnd()
        .read(new Source("test.yaml", String.format(Locale.ROOT, yaml, manager)));
  }
}
