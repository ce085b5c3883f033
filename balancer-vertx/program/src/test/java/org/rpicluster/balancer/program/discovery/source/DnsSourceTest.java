package org.rpicluster.balancer.program.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

@Timeout(60)
class DnsSourceTest {

  private static final DiscoveryBounds OFTEN =
      new DiscoveryBounds(
          100,
          Duration.ofMillis(100),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private final Vertx vertx = Vertx.vertx();
  private final NameServer server = new NameServer();
  private final List<List<Member>> told = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private DnsSource begun(String name, int port, String... allow) {
    DiscoverySettings settings =
        new DiscoverySettings(
            DiscoveryKind.DNS,
            name,
            AddressList.of(List.of(allow)),
            List.of(),
            port,
            Scheme.HTTP,
            List.of(new ListenAddress("127.0.0.1", server.port())),
            "",
            OFTEN);
    DnsSource source = new DnsSource(vertx, settings, faults::add);
    source.begin(told::add);
    return source;
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private List<Member> last() {
    await(() -> !told.isEmpty());
    return told.get(told.size() - 1);
  }

  @Test
  void eachAddressOfAName_isAMember() {
    server.addresses("app.example", "192.168.1.2", "192.168.1.1");
    begun("app.example", 8080, "192.168.1.0/24");

    assertThat(last())
        .extracting(Member::id)
        .containsExactlyInAnyOrder("192.168.1.1:8080", "192.168.1.2:8080");
    assertThat(server.asked()).doesNotContain("AAAA app.example.");
  }

  @Test
  void eachServiceOfAName_isAMember_atAnAddressThatIsAllowed() {
    server.services(
        "_http._tcp.app.example",
        "10 0 8080 pi1.example",
        "10 50 8080 pi2.example",
        "20 5 81 pi3.example");
    server.addresses("pi1.example", "10.0.0.1", "192.168.1.1");
    server.addresses("pi2.example", "192.168.1.2");
    server.addresses("pi3.example", "192.168.1.3");
    begun("_http._tcp.app.example", 0, "192.168.1.0/24");

    assertThat(last())
        .containsExactlyInAnyOrder(
            Member.at("http://192.168.1.1:8080").id("pi1.example:8080").build(),
            Member.at("http://192.168.1.2:8080").id("pi2.example:8080").weight(50).build(),
            Member.at("http://192.168.1.3:81").id("pi3.example:81").weight(5).set(1).build());
  }

  @Test
  void weightsOfServices_thatAreTooLarge_areInProportion() {
    server.services("_http._tcp.app.example", "0 65535 80 a.example", "0 655 80 b.example");
    server.addresses("a.example", "192.168.1.1");
    server.addresses("b.example", "192.168.1.2");
    begun("_http._tcp.app.example", 0, "192.168.1.0/24");

    assertThat(last())
        .extracting(member -> member.weight().value())
        .containsExactlyInAnyOrder(100.0, 1.0);
  }

  @Test
  void name_isAskedAgain_whenItsAnswerHasRunOut() {
    server.addresses("app.example", "192.168.1.1");
    begun("app.example", 80, "192.168.1.0/24");
    assertThat(last()).hasSize(1);
    server.addresses("app.example", "192.168.1.1", "192.168.1.2");

    await(() -> last().size() == 2);
  }

  @Test
  void server_thatFails_changesNothing_andIsAskedAgain() {
    server.addresses("app.example", "192.168.1.1");
    begun("app.example", 80, "192.168.1.0/24");
    assertThat(last()).hasSize(1);
    server.fails(DnsResponseCode.SERVFAIL);
    await(() -> !faults.isEmpty());
    int before = told.size();
    server.fails(null);

    await(() -> told.size() > before);
    assertThat(told).allMatch(members -> members.size() == 1);
    assertThat(faults.get(0)).isEqualTo("is not answered: members stay as they are");
  }

  @Test
  void name_thatIsNot_isAnAnswer() {
    begun("app.example", 80, "192.168.1.0/24");

    assertThat(last()).isEmpty();
    assertThat(faults).isEmpty();
  }

  @Test
  void service_thatSaysThatThereIsNone_isNoMember() {
    server.services("_http._tcp.app.example", "0 1 80 a.example", "0 1 80 .");
    server.addresses("a.example", "192.168.1.1");
    begun("_http._tcp.app.example", 0, "192.168.1.0/24");

    assertThat(last()).extracting(Member::id).containsExactly("a.example:80");
  }

  @Test
  void source_thatIsClosed_asksNoMore() {
    server.addresses("app.example", "192.168.1.1");
    DnsSource source = begun("app.example", 80, "192.168.1.0/24");
    assertThat(last()).hasSize(1);
    source.close();
    server.fails(DnsResponseCode.SERVFAIL);
    DnsSource other = begun("other.example", 80, "192.168.1.0/24");

    await(() -> server.asked().stream().filter(each -> each.contains("other")).count() > 2);
    other.close();
    long asked = server.asked().stream().filter(each -> each.equals("A app.example.")).count();
    assertThat(asked).isLessThanOrEqualTo(2);
  }
}
