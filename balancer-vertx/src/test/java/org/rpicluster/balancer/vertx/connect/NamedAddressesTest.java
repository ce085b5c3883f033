package org.rpicluster.balancer.vertx.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Member;

/** What a member's name is at, as the answers of a resolver come and change. */
class NamedAddressesTest {

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(20);

  private final Vertx vertx = Vertx.vertx();
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final Queue<Promise<List<InetAddress>>> asked = new ConcurrentLinkedQueue<>();
  private final NameResolver names =
      host -> {
        assertThat(host).isEqualTo("pi1");
        Promise<List<InetAddress>> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
      };

  @AfterEach
  void close() throws Exception {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void whoeverAsks_whileANameIsLookedUp_waitsForTheSameAnswer() throws Exception {
    NamedAddresses addresses = refreshing(NEVER);

    var first = on(addresses::find);
    var second = on(addresses::find);
    nextQuestion().complete(List.of(address(1), address(2)));

    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(at(1, 2));
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(at(1, 2));
    assertThat(on(addresses::find).isDone()).as("known by now").isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void failure_isNotRemembered() throws Exception {
    NamedAddresses addresses = refreshing(NEVER);
    var first = on(addresses::find);
    nextQuestion().fail(new UnknownHostException("pi1"));
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(first.cause()).hasMessage("pi1");

    var second = on(addresses::find);
    nextQuestion().complete(List.of(address(1)));

    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(at(1));
  }

  @Test
  void nameInUse_isLookedUpAgain_andItsOldAddressIsNoMore() throws Exception {
    NamedAddresses addresses = refreshing(SOON);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1)));

    Promise<List<InetAddress>> again = nextQuestion();
    assertThat(on(() -> addresses.have(at(1).get(0)))).as("until there is an answer").isTrue();
    again.complete(List.of(address(2)));

    Awaitility.await().until(() -> !on(() -> addresses.have(at(1).get(0))));
    assertThat(on(() -> addresses.have(at(2).get(0)))).isTrue();
  }

  @Test
  void nameThatWasNotInUse_isLookedUpAgain_whenItIs() throws Exception {
    NamedAddresses addresses = refreshing(SOON);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1)));
    nextQuestion().complete(List.of(address(1))); // it was in use just now
    long restMillis = 3 * SOON.toMillis();
    loop.schedule(() -> {}, restMillis, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS);
    assertThat(asked).isEmpty();

    assertThat(on(() -> addresses.have(at(1).get(0)))).isTrue();
    nextQuestion().complete(List.of(address(2)));

    Awaitility.await().until(() -> !on(() -> addresses.have(at(1).get(0))));
  }

  @Test
  void addresses_hold_whileTheNameCannotBeLookedUp() throws Exception {
    NamedAddresses addresses = refreshing(SOON);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1)));
    on(addresses::find);

    nextQuestion().fail(new UnknownHostException("no name server"));

    assertThat(on(addresses::find).get(20, TimeUnit.SECONDS)).isEqualTo(at(1));
  }

  @Test
  void addressThatFails_isTheLastToBeTried_andIfAllDo_theNameIsLookedUp() throws Exception {
    NamedAddresses addresses = refreshing(NEVER);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1), address(2)));
    Awaitility.await().until(() -> on(addresses::find).isSuccess());

    fail(addresses, at(1).get(0));
    assertThat(on(addresses::find).getNow()).isEqualTo(at(2, 1));
    assertThat(asked).isEmpty();

    fail(addresses, at(1).get(0));
    var moved = on(addresses::find);
    nextQuestion().complete(List.of(address(3)));
    assertThat(moved.get(20, TimeUnit.SECONDS)).isEqualTo(at(3));
  }

  @Test
  void addressesThatFailOneAfterTheOther_areLookedUpAgain() throws Exception {
    NamedAddresses addresses = refreshing(NEVER);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1), address(2), address(3)));
    Awaitility.await().until(() -> on(addresses::find).isSuccess());

    for (SocketAddress each : at(1, 2, 3)) {
      assertThat(asked).isEmpty();
      fail(addresses, each);
      on(addresses::find);
    }
    nextQuestion().complete(List.of(address(4)));

    Awaitility.await().until(() -> on(() -> addresses.have(at(4).get(0))));
  }

  @Test
  void addressThatFails_whenTheNameHasOthers_doesNotComeBack() throws Exception {
    NamedAddresses addresses = refreshing(SOON);
    on(addresses::find);
    nextQuestion().complete(List.of(address(1)));
    on(addresses::find);
    nextQuestion().complete(List.of(address(2), address(3)));
    Awaitility.await().until(() -> !on(() -> addresses.have(at(1).get(0))));

    fail(addresses, at(1).get(0));

    assertThat(on(() -> addresses.have(at(1).get(0)))).isFalse();
    assertThat(on(addresses::find).get(20, TimeUnit.SECONDS)).isEqualTo(at(2, 3));
  }

  /** S40: a name server that is out of its mind. */
  @Test
  void aThousandAddresses_areNotKept() throws Exception {
    NamedAddresses addresses = refreshing(NEVER);
    var found = on(addresses::find);

    nextQuestion().complete(IntStream.range(0, 1000).mapToObj(this::address).toList());

    assertThat(found.get(20, TimeUnit.SECONDS)).hasSize(NamedAddresses.ADDRESSES_MAX);
  }

  @Test
  void systemsNames_areLookedUpOnce_forAllWhoAskAtOneTime() throws Exception {
    NameResolver system = NameResolver.ofSystem(vertx);
    List<Future<List<InetAddress>>> answers = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> answers.add(system.lookUp("localhost")));

    for (Future<List<InetAddress>> answer : answers) {
      assertThat(answer.await(20, TimeUnit.SECONDS)).contains(InetAddress.getByName("127.0.0.1"));
    }
    assertThat(system.lookUp("no.such.name.invalid"))
        .satisfies(none -> Awaitility.await().until(none::failed));
  }

  private NamedAddresses refreshing(Duration refresh) {
    ReachOptions options = new ReachOptions(MemberTls.DEFAULT, refresh);
    return new NamedAddresses(
        Member.of("http://pi1:80"), new Connector(vertx, names, options), loop);
  }

  private void fail(NamedAddresses addresses, SocketAddress address) throws Exception {
    on(
        () -> {
          addresses.failed(address);
          return true;
        });
  }

  private <T> T on(Callable<T> call) throws Exception {
    return loop.submit(call).get(20, TimeUnit.SECONDS);
  }

  private Promise<List<InetAddress>> nextQuestion() {
    Awaitility.await().until(() -> !asked.isEmpty());
    return asked.remove();
  }

  private InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          "pi1", new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<SocketAddress> at(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(n -> (SocketAddress) new InetSocketAddress(address(n), 80))
        .toList();
  }
}
