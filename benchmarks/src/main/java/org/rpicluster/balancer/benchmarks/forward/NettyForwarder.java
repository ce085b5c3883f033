package org.rpicluster.balancer.benchmarks.forward;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's decoders and encoders without a pipeline around them: of one map of fields, where a proxy
 * makes two.
 */
final class NettyForwarder implements Forwarder {

  private final RequestDecoder requestDecoder = new RequestDecoder();
  private final RequestEncoder requestEncoder = new RequestEncoder();
  private final ResponseDecoder responseDecoder = new ResponseDecoder();
  private final ResponseEncoder responseEncoder = new ResponseEncoder();
  private final List<Object> read = new ArrayList<>();

  @Override
  public void request(ByteBuf in, ByteBuf out) {
    requestDecoder.read(in, read);
    requestEncoder.write((HttpRequest) read.get(0), out);
    end();
  }

  @Override
  public void answer(ByteBuf in, ByteBuf out) {
    responseDecoder.read(in, read);
    responseEncoder.write((HttpResponse) read.get(0), out);
    end();
  }

  private void end() {
    if (!(read.get(read.size() - 1) instanceof LastHttpContent)) {
      throw new IllegalStateException(read.toString());
    }
    for (int i = 1; i < read.size(); i++) {
      ReferenceCountUtil.release(read.get(i));
    }
    read.clear();
  }

  private static final class RequestDecoder extends HttpRequestDecoder {
    void read(ByteBuf in, List<Object> to) {
      while (to.isEmpty() || !(to.get(to.size() - 1) instanceof LastHttpContent)) {
        try {
          decode(null, in, to);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static final class ResponseDecoder extends HttpResponseDecoder {
    void read(ByteBuf in, List<Object> to) {
      while (to.isEmpty() || !(to.get(to.size() - 1) instanceof LastHttpContent)) {
        try {
          decode(null, in, to);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static final class RequestEncoder extends HttpRequestEncoder {
    void write(HttpRequest head, ByteBuf out) {
      try {
        encodeInitialLine(out, head);
        encodeHeaders(head.headers(), out);
        out.writeShort(0x0D0A);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class ResponseEncoder extends HttpResponseEncoder {
    void write(HttpResponse head, ByteBuf out) {
      try {
        encodeInitialLine(out, head);
        encodeHeaders(head.headers(), out);
        out.writeShort(0x0D0A);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
