package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes heads: lines that stand as they shall be, one behind the other, are copied in one run;
 * between the runs stands what was left out, or is written anew. What is written is HTTP/1.1,
 * whatever came. No allocation; stateless. RFC 9112 §2.1.
 */
public final class HeadWriter {

  /** What a first line that is written anew has besides its words, and the end of the head. */
  static final int AROUND_BYTES = 32;

  private static final byte[] NOTHING = {};
  private static final byte[] REQUEST_END = ascii(" HTTP/1.1\r\n");
  private static final byte[] STATUS_START = ascii("HTTP/1.1 ");

  /** Carriage return, line feed. */
  private static final int LINE_END = 0x0D0A;

  /** Colon, space. */
  private static final int SEPARATOR = 0x3A20;

  private HeadWriter() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a head whole. */
  public static void write(Head head, ByteBuf out) {
    write(head, FieldSet.NONE, NOTHING, out);
  }

  /**
   * Writes a head with other fields than it has.
   *
   * @param leftOut the names of fields that end here
   * @param suffix lines that come last, each with its end: as many heads have them alike
   */
  public static void write(Head head, FieldSet leftOut, byte[] suffix, ByteBuf out) {
    out.ensureWritable(head.writtenBytes() + suffix.length);
    writeFields(head, leftOut, writeLine(head, out), out);
    out.writeBytes(suffix);
    out.writeShort(LINE_END);
  }

  /** Writes the lines of the fields alone, as trailers are. */
  static void writeFields(Head head, ByteBuf out) {
    writeFields(head, FieldSet.NONE, 0, out);
  }

  /** Answers where the first run begins: with the line, or behind it, which is written then. */
  private static int writeLine(Head head, ByteBuf out) {
    StartLine line = head.line;
    if (line.plainStart != StartLine.NOWHERE) {
      return line.plainStart;
    }
    if (line.status() == 0) {
      out.writeBytes(head.bytes.array, line.methodStart, line.methodEnd - line.methodStart);
      out.writeByte(Octets.SP);
      out.writeBytes(head.bytes.array, line.restStart, line.restEnd - line.restStart);
      out.writeBytes(REQUEST_END);
    } else {
      out.writeBytes(STATUS_START);
      writeStatus(line.status(), out);
      out.writeBytes(head.bytes.array, line.restStart, line.restEnd - line.restStart);
      out.writeShort(LINE_END);
    }
    return head.bytes.end;
  }

  private static void writeStatus(int status, ByteBuf out) {
    out.writeByte('0' + status / 100);
    out.writeByte('0' + status / 10 % 10);
    out.writeByte('0' + status % 10);
    out.writeByte(Octets.SP);
  }

  private static void writeFields(Head head, FieldSet leftOut, int lineStart, ByteBuf out) {
    FieldIndex index = head.index;
    int runStart = lineStart;
    int runEnd = head.line.plainStart == StartLine.NOWHERE ? lineStart : head.line.end;
    for (int field = 0; field < index.count(); field++) {
      if (index.is(field, FieldIndex.REMOVED) || leftOut.has(index.number(field))) {
        continue;
      }
      boolean plain = index.is(field, FieldIndex.PLAIN);
      if (!plain || index.name(field) != runEnd) {
        out.writeBytes(head.bytes.array, runStart, runEnd - runStart);
        runStart = index.name(field);
        runEnd = runStart;
      }
      if (plain) {
        runEnd = index.valueEnd(field) + 2;
      } else {
        writeField(head, field, out);
      }
    }
    out.writeBytes(head.bytes.array, runStart, runEnd - runStart);
  }

  private static void writeField(Head head, int field, ByteBuf out) {
    FieldIndex index = head.index;
    out.writeBytes(head.bytes.array, index.name(field), index.nameLength(field));
    out.writeShort(SEPARATOR);
    out.writeBytes(head.bytes.array, index.value(field), head.valueLength(field));
    out.writeShort(LINE_END);
  }
}
