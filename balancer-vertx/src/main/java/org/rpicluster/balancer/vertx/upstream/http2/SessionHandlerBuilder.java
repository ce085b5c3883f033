package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import org.rpicluster.balancer.vertx.netty.FrameBudget;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** The codec of a member's connection with its limits. For one connection, on its event loop. */
final class SessionHandlerBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<SessionHandler, SessionHandlerBuilder> {

  private final Session session;
  private final FrameBudget budget;

  SessionHandlerBuilder(Session session, FrameBudget budget) {
    this.session = session;
    this.budget = budget;
    Http2Connection connection = new DefaultHttp2Connection(false);
    // The window of the connection refills by itself, so that a stream that is held back does not
    // hold back the others; what may come in is bounded by each stream's own window.
    connection
        .local()
        .flowController(
            new DefaultHttp2LocalFlowController(
                connection, DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO, true));
    connection(connection);
    initialSettings(
        new Http2Settings().pushEnabled(false).maxHeaderListSize(UpstreamOptions.HEADER_BYTES_MAX));
    validateHeaders(true);
    // Netty takes a connection that is handed in for a server's, and would end ours after 200
    // clients that gave up; a reset by the member ends an exchange, and is bounded by those.
    encoderEnforceMaxRstFramesPerWindow(0, 0);
    decoderEnforceMaxRstFramesPerWindow(0, 0);
    // Names of fields that stay out of the table both sides share: who can make others' requests
    // go over the same connection must not learn them from lengths. RFC 7541 §7.1.3.
    headerSensitivityDetector((name, value) -> isSecret(name));
  }

  private static boolean isSecret(CharSequence name) {
    return name.length() == 6 && name.toString().equals("cookie")
        || name.length() == 13 && name.toString().equals("authorization");
  }

  @Override
  protected SessionHandler build() {
    return super.build();
  }

  @Override
  protected SessionHandler build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    SessionHandler handler = new SessionHandler(decoder, encoder, settings, session);
    frameListener(new AnswerFrames(handler, session, budget));
    encoder.connection().addListener(new SessionListener(session));
    encoder.flowController().listener(handler::writabilityChanged);
    return handler;
  }
}
