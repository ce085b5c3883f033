package org.rpicluster.balancer.vertx.kit;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;

/** Where a test begins to write fields of any kind. */
public final class NoFields {

  private NoFields() {}

  /** Fields that nothing validates. */
  public static HttpHeaders yet() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }
}
