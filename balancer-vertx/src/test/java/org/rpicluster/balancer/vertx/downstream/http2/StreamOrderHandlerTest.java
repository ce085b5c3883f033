package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamOrderHandlerTest {

  private static final String DATA = "000003 00 00 00000001 616263";
  private static final String LAST_DATA = "000003 00 01 00000001 616263";
  private static final String RESET = "000004 03 00 00000001 00000008";
  private static final String PING = "000008 06 00 00000000 0102030405060708";

  private final EmbeddedChannel channel = new EmbeddedChannel(new StreamOrderHandler());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void goodFrames_goThrough_howeverTheyAreCut() {
    byte[] frames = bytes(head(1, false) + DATA + PING + LAST_DATA + head(3, true) + head(5, true));
    for (byte each : frames) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
    }

    assertThat(channel.isOpen()).isTrue();
    assertThat(read()).isEqualTo(frames.length);
  }

  @Test
  void headForAnEndedStream_endsTheConnection_butNotTheFramesBefore() {
    String good = head(1, false) + LAST_DATA;
    channel.writeInbound(Unpooled.wrappedBuffer(bytes(good + head(1, true) + PING)));

    assertThat(channel.isOpen()).isFalse();
    assertThat(read()).isEqualTo(bytes(good).length);
  }

  @Test
  void headAfterTheClientsOwnReset_endsTheConnection() {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes(head(1, false) + RESET + head(1, true))));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void headOfALowerStream_endsTheConnection_thoughItComesInPieces() {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes(head(5, true))));
    for (byte each : bytes("000001 01 05 00000003")) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
    }

    assertThat(channel.isOpen()).isFalse();
    // The first eight bytes of the bad frame have gone on before it was known to be one.
    assertThat(read()).isEqualTo(bytes(head(5, true)).length + 8);
  }

  private int read() {
    int all = 0;
    for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
      all += piece.readableBytes();
      piece.release();
    }
    return all;
  }

  private static String head(int stream, boolean ends) {
    return "000001 01 "
        + (ends ? "05 " : "04 ")
        + String.format(Locale.ROOT, "%08x", stream)
        + " 82";
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
