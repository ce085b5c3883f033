package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.HeadTooSlow;
import org.rpicluster.balancer.vertx.downstream.NoMemory;
import org.rpicluster.balancer.vertx.downstream.http1.FirstLine;
import org.rpicluster.balancer.vertx.downstream.http1.HeadUnderWay;
import org.rpicluster.balancer.vertx.netty.WideChunks;

/**
 * Vert.x' decoder of requests, which besides takes the request line at its word: one space between
 * its parts and nothing but line ends before it, where Netty skips what looks like a space to it.
 * Another reader may see another request there (CVE-2026-50020). What is not whole is charged as it
 * comes, fields and trailers are counted, and what follows a request that is not answered stays as
 * the bytes that it is. A few comparisons for each request. On its event loop only. RFC 9112 §2.2,
 * §3.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder
    implements ClientChannel.GivesUpHeads {

  private static final String UNREAD = "-";

  private final HeadUnderWay head = new HeadUnderWay();
  private final Pipelined pipelined = new Pipelined(this, head);
  private final WideChunks chunks;
  private final FirstLine firstLine = new FirstLine();
  private @Nullable ChannelHandlerContext context;
  private boolean betweenRequests = true;
  private boolean inBody;
  private int lastWordEnd;

  /** Nothing is read any more; the superclass would take what comes next for a request. */
  private boolean broken;

  StrictRequestDecoder(Http1ServerConfig limits) {
    super(limits);
    chunks = new WideChunks(limits.getMaxChunkSize());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    super.handlerAdded(ctx);
    context = ctx;
    head.on(ctx.channel());
    pipelined.on(ctx);
  }

  /** From now on it is told of answers. */
  void answersAreTold() {
    pipelined.answersAreTold();
  }

  /** The final answer to the last request has been written. */
  void answered() {
    pipelined.answered();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (broken) {
      buffer.skipBytes(buffer.readableBytes());
    } else if (betweenRequests && pipelined.isHeldBack(buffer.readableBytes())) {
      return;
    } else if (betweenRequests && !isCleanStart(buffer)) {
      refuse(buffer, out, new IllegalArgumentException("bytes before the request line"));
    } else {
      decodeCharged(ctx, buffer, out);
    }
  }

  private void decodeCharged(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    int before = out.size();
    int bytes = buffer.readableBytes();
    int begin = buffer.readerIndex();
    int end = buffer.writerIndex();
    boolean inChunks = chunks.isReading();
    decodeNext(ctx, buffer, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof WireRequest inboundRequest) {
        noteLine(inboundRequest, buffer, begin, end);
      }
      decoded((HttpObject) out.get(i));
    }
    if (out.size() == before && !inBody) {
      firstLine.keep(buffer, begin, buffer.readerIndex());
    }
    int left = buffer.readableBytes();
    // The line of a chunk's size leaves nothing behind.
    int kept = inChunks ? 0 : bytes - left;
    if (out.size() == before && !head.read(kept, left)) {
      refuse(buffer, out, new NoMemory());
    }
  }

  /** Nothing for a request whose line could be read. */
  private void noteLine(WireRequest inboundRequest, ByteBuf buffer, int begin, int end) {
    if (inboundRequest.method().name().equals(UNREAD)) {
      firstLine.keep(buffer, begin, end);
      inboundRequest.unread(firstLine.text());
    }
    firstLine.clear();
  }

  /** It is answered and logged like any other. */
  @Override
  public boolean giveUpHead() {
    if (broken || inBody || context == null) {
      return false;
    }
    ByteBuf rest = internalBuffer();
    firstLine.keep(rest, rest.readerIndex(), rest.writerIndex());
    HttpObject late = invalid(createInvalidMessage(), new HeadTooSlow());
    decoded(late);
    context.fireChannelRead(late);
    context.fireChannelReadComplete();
    return true;
  }

  private HttpObject invalid(HttpObject message, Exception cause) {
    message.setDecoderResult(DecoderResult.failure(cause));
    if (message instanceof WireRequest inboundRequest) {
      inboundRequest.unread(firstLine.text());
    }
    return message;
  }

  private void decoded(HttpObject message) {
    broken |= message.decoderResult().isFailure();
    if (message instanceof HttpRequest inboundRequest) {
      chunks.head(inboundRequest);
      head.over();
      pipelined.asked();
      inBody = true;
    }
    if (message instanceof LastHttpContent) {
      betweenRequests = true;
      inBody = false;
    }
  }

  /** Nothing more is read; what was read of a message that is not whole is let go. */
  private void refuse(ByteBuf buffer, List<Object> out, Exception cause) throws Exception {
    firstLine.keep(buffer, buffer.readerIndex(), buffer.writerIndex());
    buffer.skipBytes(buffer.readableBytes());
    reset();
    super.decode(null, Unpooled.EMPTY_BUFFER, out);
    HttpObject invalid =
        invalid(inBody ? new DefaultLastHttpContent() : createInvalidMessage(), cause);
    out.add(invalid);
    decoded(invalid);
    head.over();
  }

  /** A head, a piece of a body, or trailers. */
  private void decodeNext(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    ByteBuf next = chunks.isReading() ? chunks.read(buffer, out) : buffer;
    if (next != null) {
      super.decode(ctx, next, out);
    }
  }

  /** RFC 9112 §2.2: empty lines may stand before a request line, and nothing else may. */
  private static boolean isCleanStart(ByteBuf buffer) {
    for (int i = buffer.readerIndex(); i < buffer.writerIndex(); i++) {
      byte b = buffer.getByte(i);
      if (b != '\r' && b != '\n') {
        return b > ' ' && b < 0x7F;
      }
    }
    return true;
  }

  /** Of a client that has closed its side, what it sent before is read first. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (!(event instanceof ChannelInputShutdownEvent && pipelined.isLast(event))) {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    head.line(line);
    return super.splitHeaderName(line, start, length);
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    lastWordEnd = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    lastWordEnd = start + length;
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    return super.splitThirdWordInitialLine(line, start, length);
  }

  private void checkSpaceBefore(byte[] line, int start) {
    if (start != lastWordEnd + 1 || line[lastWordEnd] != ' ') {
      throw new IllegalArgumentException("not one space within the request line");
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    betweenRequests = false;
    head.next();
    HttpRequest made = (HttpRequest) super.createMessage(initialLine);
    return new WireRequest(made.protocolVersion(), made.method(), made.uri(), made.headers());
  }

  /** Of a request whose first line could not be read; the log shows it as such. */
  @Override
  protected HttpMessage createInvalidMessage() {
    DefaultHttpHeaders none = new DefaultHttpHeaders();
    return new WireRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(UNREAD), UNREAD, none);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return !(message instanceof HttpRequest) && super.isContentAlwaysEmpty(message);
  }
}
