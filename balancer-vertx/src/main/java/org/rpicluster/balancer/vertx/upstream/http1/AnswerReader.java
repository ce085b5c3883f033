package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.netty.LateFlushHandler;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * Reads what comes of an exchange's answer: a head, its body and its end, each judged before the
 * listener is told. One for all exchanges of a connection, and it keeps nothing of any. On its
 * event loop only. RFC 9112 §6.3, RFC 9110 §15.2.
 */
final class AnswerReader {

  private final MemberConnection connection;

  AnswerReader(MemberConnection connection) {
    this.connection = connection;
  }

  /** The decoder has made a message for the exchange that runs. */
  void read(Http1Exchange exchange, Object message) {
    ConnectionProgress progress = exchange.progress();
    if (connection.isUsedBefore() && progress.isUnsent()) {
      ReferenceCountUtil.release(message); // it came before the head left: no answer to it
      exchange.connectionClosed();
      return;
    }
    progress.received();
    if (message instanceof HttpResponse upstreamResponse) {
      readHead(exchange, upstreamResponse);
    } else {
      readBody(exchange, (HttpContent) message);
    }
  }

  private void readHead(Http1Exchange exchange, HttpResponse upstreamResponse) {
    ConnectionProgress progress = exchange.progress();
    String fault = ResponseHead.faultOf(upstreamResponse, progress.isUpgradeAsked());
    if (!fault.isEmpty()) {
      ReferenceCountUtil.release(upstreamResponse);
      exchange.fail(Kind.PROTOCOL_ERROR, fault);
    } else if (upstreamResponse.status().code() == 101) {
      switchProtocols(exchange, upstreamResponse);
    } else if (upstreamResponse.status().code() < 200) {
      interim(exchange, upstreamResponse);
    } else {
      progress.headReceived(upstreamResponse);
      connection.memberKeepsIt(ResponseHead.keepAliveNanos(upstreamResponse));
      exchange.listener().head(upstreamResponse);
      if (exchange.answer() == null) {
        exchange.abandon(); // the rest of it is not wanted
      }
    }
  }

  private void switchProtocols(Http1Exchange exchange, HttpResponse upstreamResponse) {
    if (!connection.exchangeSwitched()) {
      ReferenceCountUtil.release(upstreamResponse);
      exchange.fail(Kind.NO_CONNECTION, "connections.tunnels are in use");
      return;
    }
    UpstreamListener told = exchange.listener();
    exchange.over();
    Channel channel = connection.channel();
    channel.pipeline().remove(HttpRequestEncoder.class);
    channel.pipeline().remove(LateFlushHandler.class);
    TunnelEnd member = ChannelEndHandler.inPlaceOf(ResponseDecoder.class, channel);
    told.switched(upstreamResponse, member);
  }

  private static void interim(Http1Exchange exchange, HttpResponse upstreamResponse) {
    if (exchange.progress().isInterimTooMany()) {
      exchange.fail(
          Kind.PROTOCOL_ERROR, "more than " + ConnectionProgress.INTERIM_MAX + " interim answers");
    } else {
      exchange.listener().interim(upstreamResponse);
    }
  }

  private void readBody(Http1Exchange exchange, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      exchange.fail(
          Kind.PROTOCOL_ERROR, FailureReason.ofUnreadable(content.decoderResult().cause()));
      return;
    }
    if (!exchange.progress().isHeadReceived()) {
      content.release(); // the empty end of an interim answer
      return;
    }
    if (content.content().isReadable()) {
      exchange.answer().body(content.content());
    } else {
      content.release();
    }
    // The listener may have given up meanwhile.
    if (content instanceof LastHttpContent last && exchange.answer() != null) {
      readEnd(exchange, last);
    }
  }

  /** A body that only a close can end is whole only if the connection was not broken before. */
  private void readEnd(Http1Exchange exchange, LastHttpContent last) {
    if (exchange.progress().isBroken() && !connection.isOpen()) {
      exchange.connectionClosed();
    } else {
      exchange.end(last.trailingHeaders());
    }
  }
}
