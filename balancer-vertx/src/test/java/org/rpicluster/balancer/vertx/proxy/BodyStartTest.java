package org.rpicluster.balancer.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;

/** What was taken of a body before a member was known is released, whatever becomes of it. */
class BodyStartTest {

  private final ByteBuf piece = Unpooled.buffer(1).writeByte('x');
  private final Exchange exchange =
      Exchanges.of(
          new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"),
          new ClientRules(
              new Via("here"), TrustedProxies.NONE, Optional.empty(), RequestLimits.DEFAULT),
          summary -> {});

  @Test
  void refusedRequest_releasesThePieceThatNoMemberHad() {
    BodyStart.first(exchange, piece);
    exchange.refuse(Refusal.tooSlow());
    assertThat(piece.refCnt()).isZero();
  }

  @Test
  void clientThatLeaves_leavesNoPieceBehind() {
    BodyStart.first(exchange, piece);
    exchange.clientGone();
    assertThat(piece.refCnt()).isZero();
  }

  @Test
  void pieceThatComesBehindTheEnd_isReleased() {
    exchange.clientGone();
    BodyStart.first(exchange, piece);
    assertThat(piece.refCnt()).isZero();
    assertThat(BodyStart.takeFirst(exchange)).isNull();
  }

  @Test
  void pieceThatIsTaken_isItsTakers() {
    BodyStart.first(exchange, piece);
    assertThat(BodyStart.takeFirst(exchange)).isSameAs(piece);
    exchange.clientGone();
    assertThat(piece.refCnt()).isOne();
    piece.release();
  }
}
