package org.rpicluster.balancer.vertx.downstream.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.tls.RequestedServerName;

class ClientHelloTest {

  private static final int RECORD_HEADER = 5;

  private final ClientHello hello = new ClientHello();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 1460, 32 * 1024})
  void name_isRead_inPiecesOfAnySize(int size) throws Exception {
    ByteBuf bytes = hello("My_App.Test.");
    while (bytes.readableBytes() > size) {
      assertThat(hello.read(bytes.readSlice(size))).isEmpty();
    }
    assertThat(hello.read(bytes)).contains("my_app.test");
    assertThat(bytes.isReadable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void name_isRead_inRecordsOfAnySize(int size) throws Exception {
    ByteBuf message = hello("a.test").skipBytes(RECORD_HEADER);
    ByteBuf records = Unpooled.buffer();
    while (message.isReadable()) {
      int length = Math.min(size, message.readableBytes());
      records.writeByte(22).writeShort(0x0301).writeShort(length);
      records.writeBytes(message, length);
    }
    while (records.readableBytes() > 1) {
      assertThat(hello.read(records.readSlice(1))).isEmpty();
    }
    assertThat(hello.read(records)).contains("a.test");
  }

  @Test
  void whatAsksForNoName_hasNone() throws Exception {
    assertThat(hello.read(hello(""))).contains("");
    assertThat(new ClientHello().read(ascii("GET / HTTP/1.1\r\n"))).contains("");
    assertThat(
            new ClientHello().read(Unpooled.wrappedBuffer(new byte[] {22, 3, 1, 0, 4, 2, 0, 0, 0})))
        .contains("");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0xFFFF})
  void recordsWithoutEnd_areReadToABound(int length) {
    Optional<String> name = Optional.empty();
    int fed = 0;
    ByteBuf record = Unpooled.buffer().writeByte(22).writeShort(0x0301).writeShort(length);
    // A hello of the longest length that is waited for, and of nothing but zeros.
    byte[] content = new byte[length];
    if (length == 0xFFFF) {
      System.arraycopy(new byte[] {1, 0, (byte) 0x80, 0}, 0, content, 0, 4);
    }
    record.writeBytes(content);
    while (name.isEmpty() && fed < 1 << 20) {
      name = hello.read(record.slice());
      fed += record.readableBytes();
    }
    assertThat(name).contains("");
    assertThat(fed).isLessThanOrEqualTo(2 * ClientHello.BYTES_MAX + 0xFFFF);
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  /** What the JVM says first, for a name or for none. */
  private static ByteBuf hello(String name) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new RequestedServerName(name)));
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Unpooled.wrappedBuffer(out.flip());
  }
}
