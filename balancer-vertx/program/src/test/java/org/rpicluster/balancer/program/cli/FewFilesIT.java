package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** The packaged program with few files that it may open: what is used up charges no member. */
@Timeout(120)
class FewFilesIT {

  private static final int FILES = 128;

  @TempDir private Path temporary;
  @TempDir private Path directory;

  @Test
  void moreClientsThanFiles_chargeNoMember_andAreServedAfterwards() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember slow = new RawMember(after(thought, ok("slow")));
        RunningJar jar = RunningJar.startWithFiles(FILES, temporary, "run", file(slow))) {
      jar.awaitErr("files: " + FILES + " may be open (expected: ");
      String url = jar.awaitOut("ready ");
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 2 * FILES; i++) {
        clients.add(new RawClient(URI.create(url).getPort()));
        clients.get(i).offer("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      }
      thought.countDown();
      int served = 0;
      for (RawClient client : clients) {
        String answer = client.readAll();
        served += answer.endsWith("slow") ? 1 : 0;
        client.close();
      }

      assertThat(served).isGreaterThan(FILES / 8);
      assertMemberIsWell(jar, url);
    }
  }

  /** One connection of a client may ask for more connections to members than there are files. */
  @Test
  void moreRequestsThanFiles_areRefusedWithAReason_andChargeNoMember() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember slow = new RawMember(after(thought, ok("slow")));
        RunningJar jar = RunningJar.startWithFiles(FILES, temporary, "run", file(slow));
        Http2Client one = new Http2Client(portOf(jar));
        Http2Client other = new Http2Client(one.port())) {
      List<Future<Http2Client.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        for (Http2Client client : List.of(one, other)) {
          HttpClientRequest request = client.request(HttpMethod.GET, "/" + i);
          answers.add(Http2Client.answerTo(request));
          request.send();
        }
      }
      List<String> refused = new ArrayList<>();
      TestProxy.await(() -> answers.stream().anyMatch(Future::isComplete));
      thought.countDown();
      for (Future<Http2Client.Answer> answer : answers) {
        Http2Client.Answer each = one.on(answer);
        if (each.head().statusCode() != 200) {
          refused.add(each.head().statusCode() + " " + each.body());
        }
      }

      assertThat(refused).isNotEmpty().containsOnly("503 This server has no connection left.\n");
      assertMemberIsWell(jar, "http://127.0.0.1:" + one.port());
    }
  }

  private static void assertMemberIsWell(RunningJar jar, String url) throws Exception {
    String told = jar.get(url + "/balancer-manager/api/clusters/c").body();
    JsonObject member = new JsonObject(told).getJsonArray("members").getJsonObject(0);
    assertThat(member.getString("health")).as(told).isEqualTo("up");
    assertThat(member.getInteger("failures")).isZero();
  }

  private static int portOf(RunningJar jar) throws Exception {
    return URI.create(jar.awaitOut("ready ")).getPort();
  }

  private String file(RawMember member) throws Exception {
    Path file = directory.resolve("balancer.yaml");
    String yaml =
        """
        listen: [{address: "127.0.0.1:0", h2c: true}]
        limits: {connections: 1000}
        clusters: {c: {members: ["MEMBER"], timeouts: {connect: 60s}}}
        routes: [{path: /balancer-manager, manager: {}}, {path: /, cluster: c}]
        """;
    return Files.writeString(file, yaml.replace("MEMBER", member.url())).toString();
  }
}
