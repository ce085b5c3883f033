package org.rpicluster.balancer.benchmarks.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A message is read, and its head written again: a usual GET of a browser, and a usual answer with
 * a body of 1 KiB, of which only the length is read. With {@code -prof gc} it says what that
 * allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  private static final int BODY_BYTES = 1024;

  private static final String GET =
      """
      GET /articles/2026/index.html?page=2 HTTP/1.1
      Host: www.example.org
      Connection: keep-alive
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
      Accept-Language: en-GB,en;q=0.5
      Accept-Encoding: gzip, deflate, br
      Referer: http://www.example.org/articles/2026/
      Cookie: session=0123456789abcdef0123456789abcdef; ROUTEID=.pi3
      Upgrade-Insecure-Requests: 1

      """;

  private static final String OK =
      """
      HTTP/1.1 200 OK
      Server: nginx/1.22.1
      Date: Sat, 28 Nov 2026 12:00:00 GMT
      Content-Type: text/html; charset=utf-8
      Content-Length: 1024
      Last-Modified: Fri, 27 Nov 2026 09:30:00 GMT
      Connection: keep-alive
      ETag: "6746e5a8-400"
      Cache-Control: max-age=60
      Accept-Ranges: bytes

      """;

  /** Whose codec. */
  public enum Codec {
    OURS,
    NETTY
  }

  @Param Codec codec;

  private final ByteBuf request = direct(GET, 0);
  private final ByteBuf answer = direct(OK, BODY_BYTES);
  private final ByteBuf out = Unpooled.directBuffer(4096);
  private Forwarder forwarder;

  private static ByteBuf direct(String head, int bodyBytes) {
    byte[] bytes = head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuf buffer = Unpooled.directBuffer(bytes.length + bodyBytes);
    return buffer.writeBytes(bytes).writeZero(bodyBytes);
  }

  /** Begins two connections. */
  @Setup
  public void start() {
    forwarder = codec == Codec.OURS ? new BytesForwarder() : new NettyForwarder();
  }

  /** A request without a body. */
  @Benchmark
  public int request() {
    forwarder.request(request.readerIndex(0), out.clear());
    return out.writerIndex();
  }

  /** An answer with one. */
  @Benchmark
  public int answer() {
    forwarder.answer(answer.readerIndex(0), out.clear());
    return out.writerIndex();
  }
}
