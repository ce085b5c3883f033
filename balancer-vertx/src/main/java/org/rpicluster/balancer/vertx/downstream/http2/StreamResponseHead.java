package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The head and the trailers of an answer on a stream, until they are written: status, fields,
 * trailers. On the connection's event loop only. RFC 9113 §8.3.2.
 */
abstract class StreamResponseHead extends StreamRequest implements InboundResponse {

  private @Nullable FieldList fields = SpareFieldLists.ofLoop().lend();
  @Nullable FieldList trailers;
  private int status = HttpResponseStatus.OK.code();

  StreamResponseHead(
      ClientSessionHandler handler, Http2Stream stream, RequestHead head, boolean isWhole) {
    super(handler, stream, head, isWhole);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public void status(int code) {
    status = code;
  }

  @Override
  public String phrase() {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  /** HTTP/2 has none. RFC 9113 §8.3.2. */
  @Override
  public void phrase(String phrase) {}

  @Override
  public Fields responseFields() {
    return rows();
  }

  /** Those of the answer. */
  final FieldList rows() {
    FieldList said = fields;
    if (said == null) {
      said = new FieldList(); // they are another's by now
      fields = said;
    }
    return said;
  }

  @Override
  void giveBack(SpareFieldLists spare) {
    super.giveBack(spare);
    FieldList said = fields;
    fields = null;
    if (said != null) {
      spare.giveBack(said);
    }
  }

  @Override
  public Fields responseTrailers() {
    FieldList behind = trailers;
    if (behind == null) {
      behind = new FieldList();
      trailers = behind;
    }
    return behind;
  }

  /** An answer that is here whole says its length, unless it stands for another's. */
  void frame(int bytes) {
    boolean whole = !method().equals("HEAD") && status != 304 && status != 204;
    if (whole && trailers == null && !rows().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      rows().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes));
    }
  }
}
