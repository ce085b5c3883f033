package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import org.rpicluster.balancer.vertx.netty.WideChunks;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Netty's decoder of answers, which besides can tell whether any byte is left in it, and is told
 * which answers have no body because HEAD was asked. On its event loop only.
 */
final class ResponseDecoder extends HttpResponseDecoder {

  /** A status line is short; some put a sentence into the reason. */
  private static final int LINE_BYTES_MAX = 8 * 1024;

  /** As large as one read can be, so that a body is not cut into more pieces than it came in. */
  private static final int CHUNK_BYTES_MAX = 64 * 1024;

  /**
   * Of one head, and of trailers: a field without its characters costs 112 B, and a head that never
   * ends is held as long as its exchange. Answers have some dozens.
   */
  static final int FIELDS_MAX = 256;

  private final WideChunks chunks = new WideChunks(CHUNK_BYTES_MAX);
  private final RoomForTrailers trailers;
  private boolean headAsked;
  private boolean inTrailers;
  private int fields;

  ResponseDecoder() {
    this(new RoomForTrailers());
  }

  private ResponseDecoder(RoomForTrailers trailers) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES_MAX)
            .setMaxHeaderSize(UpstreamOptions.HEADER_BYTES_MAX)
            .setMaxChunkSize(CHUNK_BYTES_MAX)
            .setStrictLineParsing(false)
            .setTrailersFactory(trailers));
    this.trailers = trailers;
  }

  /** Says whether the next answer is one to HEAD, without a body whatever its fields say. */
  void expectAnswer(boolean toHead) {
    headAsked = toHead;
  }

  /** Whether bytes came after the answer, of which no message was made yet. */
  boolean hasLeftovers() {
    return actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    int before = out.size();
    if (inTrailers && hasBareLineFeed(buffer)) {
      buffer.skipBytes(buffer.readableBytes());
      out.add(wrongTrailers());
      return;
    }
    boolean inChunks = chunks.isReading();
    ByteBuf next = inChunks ? chunks.read(buffer, out) : buffer;
    if (next != null) {
      super.decode(ctx, next, out);
      inTrailers = inChunks || inTrailers && out.size() == before;
    }
    fields = out.size() > before ? 0 : fields;
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpResponse head) {
        chunks.head(head);
      }
    }
  }

  /**
   * Whether a line of the trailers ends with a line feed alone. In a head that is taken for a line
   * end, as RFC 9112 §2.2 allows; behind chunks, whose lines frame the body, it is not. The buffer
   * begins with a line, and after an empty one comes what is no trailer.
   */
  private static boolean hasBareLineFeed(ByteBuf buffer) {
    int line = buffer.readerIndex();
    int end = buffer.indexOf(line, buffer.writerIndex(), (byte) '\n');
    while (end >= 0) {
      if (end == line || buffer.getByte(end - 1) != '\r') {
        return true;
      }
      if (end == line + 1) {
        return false;
      }
      line = end + 1;
      end = buffer.indexOf(line, buffer.writerIndex(), (byte) '\n');
    }
    return false;
  }

  private static LastHttpContent wrongTrailers() {
    LastHttpContent wrong = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    wrong.setDecoderResult(
        DecoderResult.failure(new IllegalArgumentException("a bare line feed in the trailers")));
    return wrong;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++fields > FIELDS_MAX) {
      throw new IllegalArgumentException("more than " + FIELDS_MAX + " fields");
    }
    AsciiString known = FieldNames.known(line, start, length);
    return known.isEmpty() ? super.splitHeaderName(line, start, length) : known;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    trailers.mayCome = HttpUtil.isTransferEncodingChunked(message);
    return headAsked || super.isContentAlwaysEmpty(message);
  }

  /** For the trailers of the answer that is read; only chunks have any (RFC 9112 §7.1.2). */
  private static final class RoomForTrailers implements HttpHeadersFactory {

    private boolean mayCome;

    @Override
    public HttpHeaders newHeaders() {
      return mayCome
          ? DefaultHttpHeadersFactory.trailersFactory().newHeaders()
          : EmptyHttpHeaders.INSTANCE;
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
      return newHeaders();
    }
  }
}
