package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which virtual hosts are asked at which listener. */
class ListenersTest {

  private static final String PORTS = "Listen 8080\nListen 8081\n";

  private static String host(String address, String name, String to) {
    return String.join(
        "\n",
        "<VirtualHost " + address + ">",
        name.isEmpty() ? "" : "ServerName " + name,
        "ProxyPass / http://" + to + "/",
        "</VirtualHost>\n");
  }

  private static List<String> listeners(Translated translated) {
    return translated.configuration().listen().stream()
        .map(listener -> (listener.name() + " " + listener.address()).strip())
        .toList();
  }

  @Test
  void hostsOfOtherPorts_areAskedAtTheirOwn() {
    Translated translated =
        Translated.of(PORTS, host("*:8080", "a.test", "a"), host("*:8081", "a.test", "b"));

    assertThat(translated.stops()).isEmpty();
    assertThat(listeners(translated))
        .containsExactly("http-8080 0.0.0.0:8080", "http-8081 0.0.0.0:8081");
    assertThat(translated.routes())
        .containsExactly("/ -> a at [http-8080]", "/ -> b at [http-8081]");
  }

  @Test
  void listenersWithTheSameHosts_haveTheSameRoutes() {
    String hosts =
        host("*:8080 *:8081", "a.test", "a")
            + host("*:8080 *:8081", "b.test", "b")
            + host("*:8082", "", "c");

    assertThat(Translated.of(PORTS + "Listen 8082", hosts).routes())
        .containsExactly(
            "a.test/ -> a at [http-8080, http-8081]",
            "b.test/ -> b at [http-8080, http-8081]",
            "/ -> a at [http-8080, http-8081]",
            "/ -> c at [http-8082]");
  }

  @Test
  void listenersThatDifferInNothing_haveNoNames() {
    Translated translated = Translated.of(PORTS, host("*:8080 *:8081", "a.test", "a"));

    assertThat(listeners(translated)).containsExactly("0.0.0.0:8080", "0.0.0.0:8081");
    assertThat(translated.routes()).containsExactly("/ -> a");
  }

  @Test
  void listenerWithoutAHost_isTheMainServers() {
    assertThat(
            Translated.of(PORTS, "ProxyPass /m http://m/", host("*:8081", "a.test", "a")).routes())
        .containsExactly(
            "/m -> m/ at [http-8080]",
            "/ -> 403 at [http-8080]",
            "/m -> m/ at [http-8081]",
            "/ -> a at [http-8081]");
  }

  @Test
  void hostForAnAddress_comesBeforeThoseForEveryOne() {
    Translated translated =
        Translated.of(
            "Listen 127.0.0.1:8080",
            "Listen 127.0.0.2:8080",
            host("*:8080", "a.test", "a"),
            host("127.0.0.2:8080", "b.test", "b"));

    assertThat(listeners(translated))
        .containsExactly("http-8080-1 127.0.0.1:8080", "http-8080-2 127.0.0.2:8080");
    assertThat(translated.routes())
        .containsExactly("/ -> a at [http-8080-1]", "/ -> b at [http-8080-2]");
  }

  @Test
  void hostsOfOneListener_mayDifferByAddress() {
    Translated translated =
        Translated.of(
            "Listen 8080",
            host("*:8080", "a.test", "a"),
            host("127.0.0.2:8080", "b.test", "b"),
            host("*:8080", "www.c.*", "c"));

    assertThat(translated.stops()).isEmpty();
    assertThat(listeners(translated)).containsExactly("http-8080 0.0.0.0:8080");
    assertThat(translated.configuration().listen().get(0).names())
        .isEqualTo(Map.of("127.0.0.2", "http-8080-127.0.0.2"));
    assertThat(translated.routes())
        .containsExactly(
            "a.test/ -> a at [http-8080]",
            "www.c.*/ -> c at [http-8080]",
            "/ -> a at [http-8080]",
            "/ -> b at [http-8080-127.0.0.2]");
  }

  @Test
  void hostThatNothingListensFor_isWarnedOf_andHasNoRoutesAndNoCluster() {
    Translated translated =
        Translated.of("Listen 8080", host("*:8080", "a.test", "a"), host("*:81", "b.test", "b"));

    assertThat(translated.warnings())
        .containsExactly("7: <VirtualHost *:81> is never asked: nothing listens there");
    assertThat(translated.routes()).containsExactly("/ -> a");
    assertThat(translated.configuration().clusters()).hasSize(1);
  }

  @Test
  void addressOfNumbersThatIsNone_isTheUsersToMend() {
    assertThat(Translated.of("<VirtualHost *:8080 081>", "</VirtualHost>").stops())
        .singleElement()
        .asString()
        .startsWith("1: <VirtualHost>: ");
  }
}
