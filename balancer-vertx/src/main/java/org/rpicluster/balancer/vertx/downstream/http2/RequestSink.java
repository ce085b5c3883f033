package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.codec.FieldSyntax;

/**
 * The sink into which HPACK puts the fields of a client's heads and trailers: into rows, one after
 * the other, and each is looked at once, here. What is wrong with one is noted and told when all
 * are there, as the coding's state must go on whatever they are. To Netty it is a map, into which
 * nothing is ever put. One for each connection, begun again for each block of fields; on its event
 * loop only. RFC 9113 §8.2, §8.3.
 */
final class RequestSink extends DefaultHttp2Headers {

  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final AsciiString TRAILERS = AsciiString.cached("trailers");

  private final PseudoFields pseudo = new PseudoFields();
  private final SpareFieldLists spare = SpareFieldLists.ofLoop();
  private FieldList fields = spare.lend();
  private final StringBuilder crumbs = new StringBuilder();
  private @Nullable AsciiString cookie;
  private @Nullable AsciiString host;
  private long bytes;
  private int count;
  private @Nullable String fault;

  RequestSink() {
    super(false, 2); // the least that there can be, as it stays empty
  }

  /** Forgets all: the next block begins. */
  RequestSink begin() {
    pseudo.clear();
    fields = spare.lend();
    crumbs.setLength(0);
    cookie = null;
    host = null;
    bytes = RequestHead.UNKNOWN;
    count = 0;
    fault = null;
    return this;
  }

  /** What is wrong, in words for the log; null if nothing is. */
  @Nullable String fault() {
    return fault;
  }

  /** The block as trailers; null if it is none. */
  @Nullable FieldList trailers() {
    if (!pseudo.isEmpty()) {
      fault("a pseudo-field in trailers");
    }
    return fault == null ? fields : null;
  }

  /** The block as the head of a request; null if it is none. */
  @Nullable RequestHead head() {
    if (fault == null) {
      fault = pseudo.fault(host);
    }
    if (fault == null && pseudo.isConnect() && bytes != RequestHead.UNKNOWN) {
      fault = "a CONNECT with a body";
    }
    if (fault != null) {
      return null;
    }
    if (cookie != null) {
      fields.addLine(COOKIE, crumbs.isEmpty() ? cookie : crumbs.toString());
    }
    return pseudo.head(host, fields, bytes);
  }

  private void fault(String words) {
    if (fault == null) {
      fault = words;
    }
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    count++;
    if (fault == null) {
      take(AsciiString.of(name), AsciiString.of(value));
    }
    return this;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  private void take(AsciiString name, AsciiString value) {
    if (!FieldSyntax.isValue(value)) {
      fault("a value that none may be");
    } else if (!name.isEmpty() && name.byteAt(0) == ':') {
      // RFC 9113 §8.3: all of them come first.
      if (count > pseudo.count() + 1 || !pseudo.take(name, value)) {
        fault("a pseudo-field that is none, comes again, or late");
      }
    } else if (!FieldSyntax.isName(name)) {
      fault("a name that none may be");
    } else {
      field(name, value);
    }
  }

  private void field(AsciiString name, AsciiString value) {
    switch (name.length()) {
      case 2 -> te(name, value);
      case 4 -> {
        if (name.contentEquals("host") && host == null) {
          host = value;
        }
        fields.addLine(name, value);
      }
      case 6 -> {
        if (name.contentEquals("cookie")) {
          crumb(value);
        } else {
          fields.addLine(name, value);
        }
      }
      case 14 -> length(name, value);
      default -> {
        if (isOfConnection(name)) {
          fault("a field of an HTTP/1.1 connection");
        } else {
          fields.addLine(name, value);
        }
      }
    }
  }

  private static boolean isOfConnection(AsciiString name) {
    return switch (name.length()) {
      case 7 -> name.contentEquals("upgrade");
      case 10 -> name.contentEquals("connection") || name.contentEquals("keep-alive");
      case 16 -> name.contentEquals("proxy-connection");
      case 17 -> name.contentEquals("transfer-encoding");
      default -> false;
    };
  }

  private void te(AsciiString name, AsciiString value) {
    if (name.contentEquals("te") && !value.contentEqualsIgnoreCase(TRAILERS)) {
      fault("te: other than trailers");
    } else {
      fields.addLine(name, value);
    }
  }

  /** HTTP/2 may cut them into several lines, all others know one only. RFC 9113 §8.2.3. */
  private void crumb(AsciiString value) {
    if (cookie == null) {
      cookie = value;
    } else {
      if (crumbs.isEmpty()) {
        crumbs.append(cookie);
      }
      crumbs.append("; ").append(value);
    }
  }

  private void length(AsciiString name, AsciiString value) {
    if (name.contentEquals("content-length")) {
      long read = FieldSyntax.lengthOf(value);
      if (read < 0 || bytes != RequestHead.UNKNOWN) {
        fault("a content-length that is none, or comes again");
      }
      bytes = read;
    }
    fields.addLine(name, value);
  }
}
