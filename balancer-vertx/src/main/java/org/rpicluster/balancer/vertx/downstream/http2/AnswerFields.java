package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.FieldList;

/**
 * The fields of an answer as Netty's encoder walks through them: its status first, then the rows as
 * they are; what belongs to an HTTP/1.1 connection is left out. To Netty it is a map, in which
 * nothing is. One for each block that may wait, and of heads one for each connection, as they are
 * encoded at once. On its event loop only. RFC 9113 §8.2.2, §8.3.2.
 */
final class AnswerFields extends DefaultHttp2Headers {

  private static final AsciiString STATUS = Http2Headers.PseudoHeaderName.STATUS.value();
  private static final int STATUS_LINE = -1;

  private final Walk walk = new Walk();
  private FieldList fields;
  private @Nullable AsciiString status;

  /** Trailers, or rows that are yet to come. */
  AnswerFields(FieldList fields) {
    super(false, 2); // the least that there can be, as it stays empty
    this.fields = fields;
  }

  /** These rows from now on, with a status. */
  AnswerFields with(int code, FieldList rows) {
    status = HttpResponseStatus.valueOf(code).codeAsText();
    fields = rows;
    return this;
  }

  @Override
  public @Nullable CharSequence status() {
    return status;
  }

  @Override
  public int size() {
    return fields.size() + 1;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
    return walk.begin();
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

  /** One walk at a time; it is each line in turn. */
  private final class Walk
      implements Iterator<Map.Entry<CharSequence, CharSequence>>,
          Map.Entry<CharSequence, CharSequence> {

    private int next;
    private int line;

    Walk begin() {
      next = status == null ? STATUS_LINE + 1 : STATUS_LINE;
      skip();
      return this;
    }

    @Override
    public boolean hasNext() {
      return next < fields.size();
    }

    @Override
    public Map.Entry<CharSequence, CharSequence> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      line = next++;
      skip();
      return this;
    }

    private void skip() {
      while (next >= 0 && next < fields.size() && isOfConnection(fields.name(next))) {
        next++;
      }
    }

    @Override
    public CharSequence getKey() {
      return line == STATUS_LINE ? STATUS : fields.name(line);
    }

    @Override
    public CharSequence getValue() {
      return line == STATUS_LINE ? status : fields.value(line);
    }

    @Override
    public CharSequence setValue(CharSequence value) {
      throw new UnsupportedOperationException();
    }
  }
}
