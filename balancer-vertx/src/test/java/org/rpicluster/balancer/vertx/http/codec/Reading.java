package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What a {@link MessageReader} makes of bytes that come in pieces. */
final class Reading {

  /** As those that Netty's decoders are given. */
  static final ReadLimits LIMITS =
      new ReadLimits(4096, 8192, Integer.MAX_VALUE - 1, Long.MAX_VALUE);

  private final MessageReader reader;
  private final Transcript transcript = new Transcript();
  private final boolean ofMember;

  private Reading(MessageReader reader, boolean ofMember) {
    this.reader = reader;
    this.ofMember = ofMember;
  }

  /** Each request is followed by the next one at once. */
  static Transcript requests(byte[] bytes, int... cuts) {
    return requests(LIMITS, bytes, cuts);
  }

  static Transcript requests(ReadLimits limits, byte[] bytes, int... cuts) {
    return new Reading(MessageReader.ofRequests(limits), false).read(bytes, cuts);
  }

  /** Answers to GET, one for each request. */
  static Transcript answers(byte[] bytes, int... cuts) {
    MessageReader reader = MessageReader.ofAnswers(LIMITS);
    reader.nextAnswer(false, false);
    return new Reading(reader, true).read(bytes, cuts);
  }

  /** In pieces of one size. */
  static int[] every(int length, int piece) {
    int[] cuts = new int[length == 0 ? 0 : (length - 1) / piece];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = (i + 1) * piece;
    }
    return cuts;
  }

  private Transcript read(byte[] bytes, int... cuts) {
    int from = 0;
    for (int cut : cuts) {
      piece(bytes, from, cut);
      from = cut;
    }
    piece(bytes, from, bytes.length);
    note(reader.endOfInput(), Unpooled.EMPTY_BUFFER);
    return transcript;
  }

  private void piece(byte[] bytes, int from, int to) {
    ByteBuf in = Unpooled.copiedBuffer(bytes, from, to - from);
    while (note(reader.read(in), in)) {
      // until it has taken all
    }
    in.release();
  }

  private boolean note(MessagePart part, ByteBuf in) {
    switch (part) {
      case HEAD -> transcript.head(line(reader.head()), fields(reader.head()));
      case INTERIM -> {
        transcript.head(line(reader.head()), fields(reader.head()));
        transcript.end(List.of());
      }
      case BODY -> transcript.body(piece(in));
      case END -> {
        transcript.end(reader.hasTrailers() ? fields(reader.trailers()) : List.of());
        next();
      }
      case FAULT -> transcript.fault(reader.fault());
      default -> {
        if (part == MessagePart.INPUT_NEEDED && in.isReadable()) {
          throw new AssertionError("it leaves bytes, and says that it needs more");
        }
      }
    }
    return part == MessagePart.HEAD
        || part == MessagePart.INTERIM
        || part == MessagePart.BODY
        || part == MessagePart.END;
  }

  private String piece(ByteBuf in) {
    int length = reader.pieceBytes();
    return in.toString(in.readerIndex() - length, length, StandardCharsets.ISO_8859_1);
  }

  private void next() {
    if (ofMember) {
      reader.nextAnswer(false, false);
    } else {
      reader.nextRequest();
    }
  }

  static String line(Head head) {
    StartLine line = head.line();
    String version = "HTTP/1." + line.minorVersion();
    return line.status() == 0
        ? line.methodText() + " " + line.target() + " " + version
        : version + " " + line.status() + " " + line.reason().strip();
  }

  static List<String> fields(Head head) {
    return IntStream.range(0, head.fields())
        .filter(head::isThere)
        .mapToObj(field -> head.name(field) + ": " + head.value(field))
        .toList();
  }
}
