package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.Map;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.vertx.http.AskedPath;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;

/**
 * The head that goes to a member, ready but for what depends on which member it is. On its event
 * loop only.
 *
 * @param method as the client wrote it
 * @param pathAndQuery as the client wrote it
 * @param fields all of them; Host is the client's, or that of the member of the last try
 * @param hasBody whether a body follows
 * @param keepsHost whether it is the client's that every member gets
 * @param upgrade whether it asks for another protocol
 */
record UpstreamHead(
    HttpMethod method,
    String pathAndQuery,
    Fields fields,
    boolean hasBody,
    boolean keepsHost,
    boolean upgrade) {

  /** Two spaces, {@code HTTP/1.1}, and two line ends. */
  private static final int FIXED_BYTES = 14;

  /** A colon, a space and a line end. */
  private static final int FIELD_FIXED_BYTES = 4;

  /** The head for one member; a whole request, which is written at once, if no body follows. */
  HttpRequest to(Member member) {
    if (!keepsHost) {
      fields.set(HttpHeaderNames.HOST, member.authority());
    }
    HttpHeaders written = NettyFields.of(fields);
    return hasBody
        ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, pathAndQuery, written)
        : new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            method,
            pathAndQuery,
            Unpooled.EMPTY_BUFFER,
            written,
            EmptyHttpHeaders.INSTANCE);
  }

  /** What is asked for: by that, failures of members are compared. */
  void tell(PickContext pick) {
    long path = AskedPath.hash(pathAndQuery);
    pick.asked(path, AskedPath.exactly(path, method.name(), pathAndQuery));
  }

  /** Whether doing it twice is as good as doing it once. */
  boolean isIdempotent() {
    return FailureTable.isIdempotent(method);
  }

  /** Its length as it goes over the wire. */
  long bytes() {
    long bytes = method.name().length() + pathAndQuery.length() + FIXED_BYTES;
    Iterator<Map.Entry<CharSequence, CharSequence>> all =
        NettyFields.of(fields).iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      bytes += field.getKey().length() + field.getValue().length() + FIELD_FIXED_BYTES;
    }
    return bytes;
  }
}
