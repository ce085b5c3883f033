package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.Route;

/** No client waits on its stream for an answer that will not come. */
class UnwritableStreamTest {

  @Test
  void answerOfAHandler_thatCannotBeWritten_resetsItsStream() throws Exception {
    Route own =
        Route.handledBy(
            "/own",
            local -> {
              ByteBuf gone = Unpooled.copiedBuffer("own", StandardCharsets.US_ASCII);
              gone.release();
              local.end(gone);
            });
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.builder(member).but(builder -> builder.route(own)).start();
        Http2Client client = new Http2Client(proxy.http2Port())) {
      Future<HttpClientResponse> head = client.request(HttpMethod.GET, "/own").send();
      assertThatThrownBy(() -> client.on(head.compose(HttpClientResponse::body)))
          .rootCause()
          .isInstanceOf(StreamResetException.class);
    }
  }
}
