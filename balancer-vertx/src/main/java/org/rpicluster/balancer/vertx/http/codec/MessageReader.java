package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;

/**
 * Reads the messages of one connection, requests of a client or answers of a member, whatever the
 * pieces in which they come. There is no other parser on the connection, and what it says is the
 * grammar's word, or a {@link MessageFault}. A head is copied once, into its {@link Head}; a body
 * is not: its pieces stay in the input. Once warm it allocates nothing. One for each connection, on
 * its event loop only. RFC 9112.
 */
public final class MessageReader {

  private enum State {
    BEFORE,
    HEAD,
    INTERIM,
    SWITCHED,
    LENGTH,
    CHUNKS,
    TRAILERS,
    UNTIL_CLOSE,
    AFTER,
    BROKEN
  }

  private final boolean ofMember;
  private final ReadLimits limits;
  private final Head head = new Head();
  private final HeadReader heads;
  private final BodyFraming framing = new BodyFraming();
  private final ChunkReader chunks;
  private final TrailerReader trailers;
  private State state;
  private MessageFault fault = MessageFault.NONE;
  private boolean headAsked;
  private boolean switchAsked;
  private long left;
  private int pieceBytes;

  private MessageReader(boolean ofMember, ReadLimits limits) {
    this.ofMember = ofMember;
    this.limits = limits;
    int lineBytes = limits.lineBytes();
    FirstLineReader line =
        ofMember ? new StatusLineReader(head, lineBytes) : new RequestLineReader(head, lineBytes);
    heads = new HeadReader(head, line, new FieldLineReader(head, limits, ofMember, false));
    chunks = new ChunkReader(limits.bodyBytes());
    trailers = new TrailerReader(limits, ofMember);
    state = State.BEFORE;
  }

  /** For the requests of a client; the first is read at once. */
  public static MessageReader ofRequests(ReadLimits limits) {
    MessageReader reader = new MessageReader(false, limits);
    reader.nextRequest();
    return reader;
  }

  /** For the answers of a member; the first is read once it is expected. */
  public static MessageReader ofAnswers(ReadLimits limits) {
    return new MessageReader(true, limits);
  }

  /** The request before has its answer, and the connection goes on: the next one is read. */
  public void nextRequest() {
    begin();
  }

  /**
   * A request was sent: its answer is read.
   *
   * @param toHead whether the answer has no body whatever its fields say
   * @param maySwitch whether it may be a 101
   */
  public void nextAnswer(boolean toHead, boolean maySwitch) {
    headAsked = toHead;
    switchAsked = maySwitch;
    begin();
  }

  private void begin() {
    if (state != State.BEFORE && state != State.AFTER) {
      throw new IllegalStateException("the message before is not over: " + state);
    }
    beginHead();
  }

  private void beginHead() {
    heads.reset();
    trailers.reset();
    state = State.HEAD;
  }

  /** The last head that was read, or the one that is read: whole after {@link MessagePart#HEAD}. */
  public Head head() {
    return head;
  }

  /** Whether fields came behind the body. */
  public boolean hasTrailers() {
    return trailers.hasAny();
  }

  /** The fields behind the body: whole after {@link MessagePart#END}, if there are any. */
  public Head trailers() {
    return trailers.trailers();
  }

  /** What is wrong, after {@link MessagePart#FAULT}. */
  public MessageFault fault() {
    return fault;
  }

  /** How long the piece of the body is that was read last. */
  public int pieceBytes() {
    return pieceBytes;
  }

  /** Whether the body comes in chunks. */
  public boolean isChunked() {
    return framing.length() == BodyFraming.CHUNKED;
  }

  /** Whether the body ends with the connection. */
  public boolean isUntilClose() {
    return framing.length() == BodyFraming.UNTIL_CLOSE;
  }

  /** How long the body is; below 0 if only its end tells. */
  public long bodyBytes() {
    return framing.length();
  }

  /** Whether the first line of the head that is read is whole. */
  public boolean isLineRead() {
    return heads.isLineRead();
  }

  /** Whether nothing of a message was read of which the end was not. */
  public boolean isBetweenMessages() {
    return state == State.BEFORE
        || state == State.AFTER
        || state == State.HEAD && !heads.hasBegun();
  }

  /** What it holds of memory, besides itself. */
  public int heldBytes() {
    return head.heldBytes() + trailers.heldBytes();
  }

  /**
   * Reads on. What was read is taken from the input; of a piece of a body the bytes stand right
   * before the input's reader index then.
   */
  public MessagePart read(ByteBuf in) {
    return switch (state) {
      case HEAD -> readHead(in);
      case INTERIM -> {
        beginHead();
        yield readHead(in);
      }
      case LENGTH -> left == 0 ? end() : piece(in);
      case UNTIL_CLOSE -> piece(in);
      case CHUNKS -> readChunks(in);
      case TRAILERS -> readTrailers(in);
      case BEFORE, AFTER, SWITCHED -> MessagePart.HELD;
      case BROKEN -> MessagePart.FAULT;
    };
  }

  /** No more input comes: a body may end so, and nothing else. RFC 9112 §8. */
  public MessagePart endOfInput() {
    if (state == State.UNTIL_CLOSE || state == State.LENGTH && left == 0) {
      return end();
    }
    if (state == State.BROKEN) {
      return MessagePart.FAULT;
    }
    return isBetweenMessages() || state == State.SWITCHED
        ? MessagePart.HELD
        : fail(MessageFault.CUT);
  }

  private MessagePart readHead(ByteBuf in) {
    if (!heads.read(in)) {
      MessageFault wrong = heads.fault();
      return wrong == MessageFault.NONE ? MessagePart.INPUT_NEEDED : fail(wrong);
    }
    if (!ofMember) {
      framing.ofRequest(head);
    } else {
      framing.ofAnswer(head, headAsked);
    }
    return framing.fault() == MessageFault.NONE ? headRead() : fail(framing.fault());
  }

  private MessagePart headRead() {
    int status = head.line.status();
    if (ofMember && status < 200) {
      return interim(status);
    }
    left = framing.length();
    if (left == BodyFraming.CHUNKED) {
      chunks.reset();
      state = State.CHUNKS;
    } else {
      state = left == BodyFraming.UNTIL_CLOSE ? State.UNTIL_CLOSE : State.LENGTH;
    }
    return MessagePart.HEAD;
  }

  private MessagePart interim(int status) {
    if (status != 101) {
      state = State.INTERIM;
      return MessagePart.INTERIM;
    }
    if (!switchAsked) {
      return fail(MessageFault.SWITCH_UNASKED);
    }
    state = State.SWITCHED;
    return MessagePart.HEAD;
  }

  private MessagePart piece(ByteBuf in) {
    if (left > limits.bodyBytes()) {
      return fail(MessageFault.BODY_TOO_LARGE);
    }
    int there = in.readableBytes();
    if (there == 0) {
      return MessagePart.INPUT_NEEDED;
    }
    pieceBytes = state == State.LENGTH ? (int) Math.min(left, there) : there;
    left -= state == State.LENGTH ? pieceBytes : 0;
    in.skipBytes(pieceBytes);
    return MessagePart.BODY;
  }

  private MessagePart readChunks(ByteBuf in) {
    pieceBytes = chunks.read(in);
    if (pieceBytes > 0) {
      return MessagePart.BODY;
    }
    if (chunks.fault() != MessageFault.NONE) {
      return fail(chunks.fault());
    }
    if (!chunks.isOver()) {
      return MessagePart.INPUT_NEEDED;
    }
    state = State.TRAILERS;
    return readTrailers(in);
  }

  private MessagePart readTrailers(ByteBuf in) {
    if (trailers.read(in)) {
      return end();
    }
    MessageFault wrong = trailers.fault();
    return wrong == MessageFault.NONE ? MessagePart.INPUT_NEEDED : fail(wrong);
  }

  private MessagePart end() {
    state = State.AFTER;
    return MessagePart.END;
  }

  private MessagePart fail(MessageFault what) {
    fault = what;
    state = State.BROKEN;
    return MessagePart.FAULT;
  }
}
