package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The framing of a request's body: where it ends, written anew for the next hop from what the
 * parser found, so that its next reader cannot find another end. Stateless; any thread. RFC 9112
 * §6.
 */
public final class Framing {

  private Framing() {}

  /**
   * Writes the field that frames a body that is here whole.
   *
   * @param bytes its length
   * @param framed whether the client's fields told of a body, though it be empty
   * @param fields for the next hop
   * @return whether a body follows
   */
  public static boolean write(int bytes, boolean framed, Fields fields) {
    fields.remove(HttpHeaderNames.TRANSFER_ENCODING);
    if (bytes > 0 || framed) {
      fields.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes));
    }
    return bytes > 0;
  }

  /**
   * Writes the field that frames the body: one, or none.
   *
   * @param inbound the client's fields, of which the parser has let only one way of framing through
   * @param fields for the next hop
   * @param unframed whether a body follows that no field tells of, as in HTTP/2
   * @return whether a body follows
   */
  public static boolean write(Fields inbound, Fields fields, boolean unframed) {
    if (unframed || inbound.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      fields.remove(HttpHeaderNames.CONTENT_LENGTH);
      fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      return true;
    }
    long bytes = inbound.number(HttpHeaderNames.CONTENT_LENGTH);
    if (bytes >= 0 && !isWritten(bytes, fields)) {
      // 007 and 7 are the same to us, and must be to its next reader.
      fields.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bytes));
    }
    return bytes > 0;
  }

  /** Whether it stands there so already, once and without zeros before it: no text is made then. */
  private static boolean isWritten(long bytes, Fields fields) {
    if (!(fields instanceof HeadFields there)) {
      return false;
    }
    Head head = there.head();
    int length = head.first(FieldName.CONTENT_LENGTH);
    return length != Head.NONE
        && head.next(FieldName.CONTENT_LENGTH, length + 1) == Head.NONE
        && head.number(length) == bytes
        && (head.valueByte(length, 0) != '0' || head.valueLength(length) == 1);
  }
}
