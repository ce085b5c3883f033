package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;

/** Responses of which everything is taken at once, and nothing goes anywhere. */
final class Responses {

  private Responses() {}

  static HttpServerResponse taken() {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getStatusCode" -> 200;
                  case "headers" -> fields;
                  case "headWritten" -> true;
                  case "ended", "writeQueueFull" -> false;
                  case "writeHead", "write", "end", "reset" -> Future.succeededFuture();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
