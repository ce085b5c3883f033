package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands behind the last chunk: fields, or mostly nothing but an empty line, for which
 * no room is made. One for each connection; on its event loop only. RFC 9112 §7.1.2.
 */
final class TrailerReader {

  private final ReadLimits limits;
  private final boolean ofMember;
  private @Nullable Head trailers;
  private @Nullable HeadReader reader;
  private MessageFault fault = MessageFault.NONE;
  private boolean begun;
  private boolean lines;
  private boolean over;

  TrailerReader(ReadLimits limits, boolean ofMember) {
    this.limits = limits;
    this.ofMember = ofMember;
  }

  void reset() {
    fault = MessageFault.NONE;
    begun = false;
    lines = false;
    over = false;
    if (reader != null) {
      reader.reset();
    }
  }

  /** Empty if there were none, and until all are there. */
  Head trailers() {
    if (trailers == null) {
      trailers = new Head();
    }
    return trailers;
  }

  boolean hasAny() {
    return trailers != null && trailers.fields() > 0;
  }

  int heldBytes() {
    return trailers == null ? 0 : trailers.heldBytes();
  }

  MessageFault fault() {
    return lines ? reader.fault() : fault;
  }

  /** Takes what there is, up to the end of the message; answers whether it was read. */
  boolean read(ByteBuf in) {
    if (lines) {
      return reader.read(in);
    }
    while (in.isReadable() && !over && fault == MessageFault.NONE) {
      if (!begun && in.getByte(in.readerIndex()) != Octets.CR) {
        return readLines(in);
      }
      emptyLine(in.readByte());
    }
    return over;
  }

  private void emptyLine(byte b) {
    over = begun && b == Octets.LF;
    fault = begun && !over ? MessageFault.BARE_CR : MessageFault.NONE;
    begun = true;
  }

  private boolean readLines(ByteBuf in) {
    if (reader == null) {
      FieldLineReader fields = new FieldLineReader(trailers(), limits, ofMember, true);
      reader = new HeadReader(trailers(), null, fields);
      reader.reset();
    }
    lines = true;
    return reader.read(in);
  }
}
