package org.rpicluster.balancer.vertx.connect;

import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;

/**
 * Lets a client of Vert.x encrypt as requests to a member are: its own way takes no names with an
 * underscore. What it is told of certificates and names besides has no effect. Immutable.
 */
final class MemberEngines extends SSLEngineOptions {

  private final SslContext context;

  MemberEngines(SslContext context) {
    this.context = context;
  }

  @Override
  public SSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return () -> context;
  }
}
