package org.rpicluster.balancer.benchmarks.forward;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.HeadWriter;
import org.rpicluster.balancer.vertx.http.codec.MessagePart;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;

/** This library's codec; the fields of the hop are left out, and a ready one is added. */
final class BytesForwarder implements Forwarder {

  private static final ReadLimits LIMITS = new ReadLimits(8192, 32_768, 100, Long.MAX_VALUE);

  private static final FieldSet HOP =
      FieldSet.of(FieldName.CONNECTION, FieldName.KEEP_ALIVE, FieldName.TE, FieldName.UPGRADE);

  private static final byte[] VIA = "Via: 1.1 balancer\r\n".getBytes(StandardCharsets.US_ASCII);

  private final MessageReader requests = MessageReader.ofRequests(LIMITS);
  private final MessageReader answers = MessageReader.ofAnswers(LIMITS);

  @Override
  public void request(ByteBuf in, ByteBuf out) {
    forward(requests, in, out);
    requests.nextRequest();
  }

  @Override
  public void answer(ByteBuf in, ByteBuf out) {
    answers.nextAnswer(false, false);
    forward(answers, in, out);
  }

  private static void forward(MessageReader reader, ByteBuf in, ByteBuf out) {
    if (reader.read(in) != MessagePart.HEAD) {
      throw new IllegalStateException(reader.fault().words());
    }
    HeadWriter.write(reader.head(), HOP, VIA, out);
    while (reader.read(in) != MessagePart.END) {
      // the body
    }
  }
}
