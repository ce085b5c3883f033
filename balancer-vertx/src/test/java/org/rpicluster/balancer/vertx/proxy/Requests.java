package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;

/** Decoded requests as Vert.x hands them to the proxy. */
final class Requests {

  static final String PEER = "127.0.0.1";

  private static final HttpConnection CONNECTION =
      (HttpConnection)
          Proxy.newProxyInstance(
              HttpConnection.class.getClassLoader(),
              new Class<?>[] {HttpConnection.class},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "isSsl" -> false;
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(1234, PEER);
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private Requests() {}

  static HttpServerRequest of(HttpRequest decoded) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    decoded.headers().forEach(field -> fields.add(field.getKey(), field.getValue()));
    HttpServerResponse response = Responses.taken();
    return (HttpServerRequest)
        Proxy.newProxyInstance(
            HttpServerRequest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "decoderResult" -> decoded.decoderResult();
                  case "method" -> HttpMethod.valueOf(decoded.method().name());
                  case "version" ->
                      decoded.protocolVersion().minorVersion() == 0
                          ? HttpVersion.HTTP_1_0
                          : HttpVersion.HTTP_1_1;
                  case "uri" -> decoded.uri();
                  case "headers" -> fields;
                  case "getHeader" -> fields.get((CharSequence) arguments[0]);
                  case "isSSL" -> false;
                  case "remoteAddress" -> SocketAddress.inetSocketAddress(1234, PEER);
                  case "connection" -> CONNECTION;
                  case "response" -> response;
                  case "isEnded" -> true;
                  case "bytesRead" -> 0L;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
