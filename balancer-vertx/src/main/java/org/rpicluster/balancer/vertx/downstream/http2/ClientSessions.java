package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.vertx.core.internal.ContextInternal;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.netty.FrameBudget;

/**
 * The set-up of HTTP/2 with clients: Netty's codec for frames, HPACK and windows, and streams of
 * our own above it. All streams of a connection have the same share of it, as RFC 9113 §5.3 has
 * given up their priorities. Immutable; {@link #begin} on the connection's event loop.
 */
public final class ClientSessions {

  /** As Netty has it: fields of 8 KiB need no more, and a flood of them does (CVE-2024-27316). */
  private static final int SMALL_CONTINUATIONS_MAX = 16;

  /** To Netty. */
  private static final int UNBOUNDED = -1;

  private final int streamsMax;
  private final int headMax;
  private final InboundHandler handler;
  private final GoAways goAways;
  private final Ticker ticker;
  private final Chance chance;

  /**
   * Sessions.
   *
   * @param streamsMax requests at one time, at most {@link Http2Limits#STREAMS_MAX}
   * @param headMax the largest head, by RFC 9113's measure: 32 bytes for each field besides
   * @param handler gets the requests
   * @param goAways tells the connections when no more streams are wanted
   * @param ticker the clock
   * @param chance where the keys of WebSockets come from
   */
  public ClientSessions(
      int streamsMax,
      int headMax,
      InboundHandler handler,
      GoAways goAways,
      Ticker ticker,
      Chance chance) {
    this.streamsMax = streamsMax;
    this.headMax = headMax;
    this.handler = handler;
    this.goAways = goAways;
    this.ticker = ticker;
    this.chance = chance;
  }

  /**
   * From now on HTTP/2 is spoken on a connection, and nothing else reads of it; preface first.
   *
   * @param context of its event loop, on which all that is told runs
   * @param activity is told when a stream is open, and when none is any more
   */
  public void begin(ChannelPipeline pipeline, ContextInternal context, Activity activity) {
    pipeline.addLast(new Builder(context, activity).build());
  }

  InboundHandler handler() {
    return handler;
  }

  Chance chance() {
    return chance;
  }

  GoAways goAways() {
    return goAways;
  }

  /** The codec with its limits, for one connection. */
  private final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<ClientSessionHandler, Builder> {

    private final ReplyLimits limits;
    private final ContextInternal context;
    private final Activity activity;

    Builder(ContextInternal context, Activity activity) {
      this.context = context;
      this.activity = activity;
      Http2Connection connection = new DefaultHttp2Connection(true);
      connection
          .remote()
          .flowController(
              new DefaultHttp2RemoteFlowController(
                  connection, new UniformStreamByteDistributor(connection)));
      limits = new ReplyLimits(new WholeFrameWriter(), ticker);
      initialSettings(
          new Http2Settings()
              .maxConcurrentStreams(streamsMax)
              .initialWindowSize(Http2Limits.STREAM_WINDOW)
              .maxHeaderListSize(headMax)
              .connectProtocolEnabled(true)); // RFC 8441 §3
      Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, limits);
      codec(decoder(connection, encoder), encoder);
      gracefulShutdownTimeoutMillis(UNBOUNDED); // each exchange has its own bounds
    }

    private Http2ConnectionDecoder decoder(
        Http2Connection connection, Http2ConnectionEncoder encoder) {
      Http2FrameReader reader =
          new DefaultHttp2FrameReader(fields(headMax), SMALL_CONTINUATIONS_MAX);
      return new DefaultHttp2ConnectionDecoder(
          connection,
          encoder,
          new OrderedFrameReader(reader, connection, limits),
          Http2PromisedRequestVerifier.ALWAYS_VERIFY,
          true,
          true,
          false); // RequestSink does, as nothing else sees the fields
    }

    @Override
    protected ClientSessionHandler build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      ClientSessionHandler session =
          new ClientSessionHandler(
              decoder, encoder, settings, ClientSessions.this, context, activity);
      frameListener(new RequestFrames(session, new FrameBudget(ticker)));
      return session;
    }

    @Override
    protected ClientSessionHandler build() {
      return super.build();
    }
  }

  /** Decodes all fields of a connection into its one sink. */
  private static DefaultHttp2HeadersDecoder fields(long headMax) {
    RequestSink sink = new RequestSink();
    return new DefaultHttp2HeadersDecoder(false, headMax) {
      @Override
      protected Http2Headers newHeaders() {
        return sink.begin();
      }
    };
  }
}
