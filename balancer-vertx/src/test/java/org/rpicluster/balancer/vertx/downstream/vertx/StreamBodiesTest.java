package org.rpicluster.balancer.vertx.downstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

class StreamBodiesTest {

  private static final int FREE_BYTES = 8 * 1024;
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  /** POST to /, RFC 7541 appendix A. */
  private static final byte[] FIELDS = {(byte) 0x83, (byte) 0x84, (byte) 0x86};

  private static final int END = 1;
  private static final int END_HEADERS = 4;

  private final MemoryAccount memory = new MemoryAccount(64 * 1024);
  private final Taken taken = new Taken();
  private final Http2ConnectionHandler http2 =
      new Http2ConnectionHandlerBuilder()
          .server(true)
          .frameListener(taken)
          .gracefulShutdownTimeoutMillis(0)
          .build();
  private final EmbeddedChannel channel = new EmbeddedChannel(http2);

  @BeforeEach
  void begin() {
    HeldByConnection.begin(channel, memory, 1, () -> 1);
    channel.writeInbound(Http2CodecUtil.connectionPrefaceBuf());
    channel.writeInbound(Unpooled.wrappedBuffer(SETTINGS));
    StreamBodies.watch(channel.pipeline().context(http2), http2);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();

    assertThat(memory.used()).isZero();
  }

  private static ByteBuf frame(int type, int flags, int stream, byte[] payload) {
    return Unpooled.buffer()
        .writeMedium(payload.length)
        .writeByte(type)
        .writeByte(flags)
        .writeInt(stream)
        .writeBytes(payload);
  }

  private static ByteBuf head(int stream) {
    return frame(1, END_HEADERS, stream, FIELDS);
  }

  /** A: b, as a literal that is not indexed. */
  private static ByteBuf trailers(int stream) {
    return frame(1, END | END_HEADERS, stream, new byte[] {0, 1, 'a', 1, 'b'});
  }

  private static ByteBuf data(int stream, String text) {
    return frame(0, 0, stream, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuf end(int stream, String text) {
    return frame(0, END, stream, text.getBytes(StandardCharsets.US_ASCII));
  }

  private void hold(int stream) {
    StreamBodies.hold(channel.pipeline().context(http2), stream);
  }

  private void letGo(int stream) {
    StreamBodies.letGo(channel.pipeline().context(http2), stream);
  }

  private int window(int stream) {
    return http2
        .connection()
        .local()
        .flowController()
        .windowSize(http2.connection().stream(stream));
  }

  @Test
  void framesOfOneRead_goOnAsOnePieceForEachStream() {
    channel.writeInbound(head(1), head(3));

    channel.writeInbound(
        Unpooled.wrappedBuffer(data(1, "a"), data(3, "x"), data(1, "b"), data(3, "y")));

    assertThat(taken.pieces).containsExactly("1 ab", "3 xy");
  }

  @Test
  void endOfStream_goesOnAtOnce_behindWhatWaits() {
    channel.writeInbound(head(1));

    channel.writeInbound(Unpooled.wrappedBuffer(data(1, "a"), data(1, "b"), end(1, "c")));

    assertThat(taken.pieces).containsExactly("1 abc end");
  }

  @Test
  void trailers_comeBehindWhatWaits_andOfAStreamHeldBackToo() {
    channel.writeInbound(head(1), head(3));
    hold(3);

    channel.writeInbound(
        Unpooled.wrappedBuffer(data(1, "a"), trailers(1)),
        Unpooled.wrappedBuffer(data(3, "b"), trailers(3)));

    assertThat(taken.pieces).containsExactly("1 a", "1 trailers", "3 b", "3 trailers");
  }

  @Test
  void ofAStreamHeldBack_nothingGoesOn_untilItIsLetGo() {
    channel.writeInbound(head(1));
    hold(1);

    channel.writeInbound(data(1, "a"), data(1, "b"));
    assertThat(taken.pieces).isEmpty();

    letGo(1);
    assertThat(taken.pieces).containsExactly("1 ab");
    channel.writeInbound(data(1, "c"));
    assertThat(taken.pieces).containsExactly("1 ab", "1 c");
  }

  @Test
  void windowOfAStreamHeldBack_opensWithWhatIsTaken() {
    channel.writeInbound(head(1));
    int full = window(1);
    hold(1);

    channel.writeInbound(data(1, "abc"));
    assertThat(window(1)).isEqualTo(full - 3);
    assertThat(http2.connection().local().flowController().unconsumedBytes(stream())).isEqualTo(3);

    letGo(1);
    assertThat(http2.connection().local().flowController().unconsumedBytes(stream())).isZero();
  }

  private io.netty.handler.codec.http2.Http2Stream stream() {
    return http2.connection().stream(1);
  }

  @Test
  void manyFramesOfOneByte_costWhatTheirBytesDo() {
    channel.writeInbound(head(1));
    hold(1);
    long before = memory.used();

    for (int i = 0; i < 4 * FREE_BYTES; i++) {
      channel.writeInbound(data(1, "a"));
    }

    assertThat(channel.isOpen()).isTrue();
    assertThat(memory.used() - before).isBetween(3L * FREE_BYTES, 8L * FREE_BYTES);
    letGo(1);
    assertThat(memory.used()).isEqualTo(before);
  }

  @Test
  void whatIsSentAheadWithoutRoom_endsItsConnection_andIsGivenBack() {
    String much = "a".repeat(8 * 1024);
    for (int stream = 1; stream < 100 && channel.isOpen(); stream += 2) {
      channel.writeInbound(head(stream));
      hold(stream);
      channel.writeInbound(data(stream, much));
    }

    assertThat(channel.isOpen()).isFalse();
    assertThat(memory.used()).isZero();
  }

  @Test
  void streamThatIsReset_givesBackWhatIsHeld() {
    channel.writeInbound(head(1));
    hold(1);
    long before = memory.used();
    for (int i = 0; i < 4; i++) {
      channel.writeInbound(data(1, "a".repeat(FREE_BYTES)));
    }
    assertThat(memory.used()).isGreaterThan(before);

    channel.writeInbound(frame(3, 0, 1, new byte[4]));

    assertThat(memory.used()).isEqualTo(before);
  }

  /** Takes all that goes on, and keeps it as text. */
  private static final class Taken extends Http2FrameAdapter {
    private final List<String> pieces = new ArrayList<>();
    private final List<Integer> begun = new ArrayList<>();

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean ends) {
      String text = data.toString(StandardCharsets.US_ASCII);
      pieces.add(stream + " " + text + (ends ? " end" : ""));
      return data.readableBytes() + padding;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int stream,
        Http2Headers fields,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean ends) {
      if (begun.contains(stream)) {
        pieces.add(stream + " trailers");
      }
      begun.add(stream);
    }
  }
}
