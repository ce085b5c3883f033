package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;

/** What the codec makes of a client's bytes, as Netty's objects. */
public final class Decoding {

  private static final ReadLimits LIMITS = new ReadLimits(4096, 8192, 1000, Long.MAX_VALUE);

  private Decoding() {}

  /** The requests, invalid ones as well. */
  public static List<HttpRequest> requests(byte[] bytes) {
    List<HttpRequest> requests = new ArrayList<>();
    MessageReader reader = MessageReader.ofRequests(LIMITS);
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    for (MessagePart part = reader.read(in); ; part = reader.read(in)) {
      switch (part) {
        case HEAD -> requests.add(request(reader.head()));
        case FAULT -> {
          requests.add(invalid());
          return requests;
        }
        case END -> reader.nextRequest();
        case INPUT_NEEDED -> {
          return requests;
        }
        default -> {
          // A piece of a body.
        }
      }
    }
  }

  private static HttpRequest request(Head head) {
    HttpHeaders fields =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (int i = 0; i < head.fields(); i++) {
      if (head.isThere(i)) {
        fields.add(head.name(i), (Object) head.value(i));
      }
    }
    HttpVersion version =
        head.line().minorVersion() == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    HttpMethod method = HttpMethod.valueOf(head.line().methodText());
    return new DefaultHttpRequest(version, method, head.line().target(), fields);
  }

  private static HttpRequest invalid() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("invalid")));
    return request;
  }
}
