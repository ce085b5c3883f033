package org.rpicluster.balancer.vertx.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutOfSocketsTest {

  private static final InetSocketAddress IPV4 = new InetSocketAddress("127.0.0.1", 80);
  private static final InetSocketAddress IPV6 = new InetSocketAddress("::1", 80);

  @Test
  void filesPortsAndBuffersThatAreUsedUp_areOurs() {
    for (int number : List.of(23, 24, 12, 105, 99)) {
      IOException used = system("socket", number);
      Throwable found = OutOfSockets.classified(new ChannelException(used), IPV4);

      assertThat(OutOfSockets.is(found)).as("errno %d", number).isTrue();
    }
  }

  @Test
  void addressOfAFamilyThatThisMachineHasNot_isTheMembers() {
    IOException none = system("connect", 99);

    assertThat(OutOfSockets.is(OutOfSockets.classified(none, IPV6))).isFalse();
  }

  @Test
  void whatIsOfTheMember_staysAsItIs() {
    for (Throwable failure :
        List.of(
            new ConnectException("Connection refused"),
            new UnknownHostException("nowhere.test"),
            system("connect", 111))) {
      assertThat(OutOfSockets.classified(failure, IPV4)).isSameAs(failure);
    }
  }

  @Test
  void itsReason_isThatOfItsCause() {
    IOException used = system("socket", 24);

    assertThat(FailureReason.of(OutOfSockets.classified(used, IPV4)))
        .startsWith("this process has too many files open (");
  }

  /** As Netty words it. */
  private static IOException system(String call, int number) {
    String said = number == 24 ? "Too many open files" : "whatever the locale has";
    return new IOException(call + "(..) failed with error(-" + number + "): " + said);
  }
}
