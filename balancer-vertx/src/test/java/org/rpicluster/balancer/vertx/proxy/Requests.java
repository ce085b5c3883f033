package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.kit.FixedConnection;

/**
 * Decoded requests as the seam hands them to the proxy; of their answers all is taken at once, and
 * nothing goes anywhere.
 */
final class Requests {

  static final String PEER = "127.0.0.1";

  private Requests() {}

  static InboundExchange of(HttpRequest decoded, EventLoop loop) {
    return of(decoded, NettyFields.over(decoded.headers()), loop);
  }

  /** The same, with its fields in another view. */
  static InboundExchange of(HttpRequest decoded, Fields fields, EventLoop loop) {
    Fields responseFields = NettyFields.none();
    ClientConnection connection = new FixedConnection(PEER, 8080);
    return (InboundExchange)
        Proxy.newProxyInstance(
            InboundExchange.class.getClassLoader(),
            new Class<?>[] {InboundExchange.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "fault" -> decoded.decoderResult().isFailure() ? HeadFault.MALFORMED : null;
                  case "method" -> decoded.method().name();
                  case "protocol" ->
                      decoded.protocolVersion().minorVersion() == 0
                          ? Protocol.HTTP_1_0
                          : Protocol.HTTP_1_1;
                  case "connectProtocol" -> "";
                  case "target" -> decoded.uri();
                  case "fields" -> fields;
                  case "connection" -> connection;
                  case "loop" -> loop;
                  case "canSwitch", "isBodyEnded", "isHeadSent" -> true;
                  case "bodyBytes" -> 0L;
                  case "responseFields" -> responseFields;
                  case "status" -> 200;
                  case "isAnswered", "isCopied", "isFull" -> false;
                  case "send" -> Future.succeededFuture();
                  case "end" -> taken((AnswerTaken) arguments[1]);
                  case "sendHead", "reset", "cut", "allTold" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static @Nullable Object taken(AnswerTaken told) {
    told.taken(null);
    return null;
  }
}
