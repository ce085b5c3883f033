package org.rpicluster.balancer.vertx.connect;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.rpicluster.balancer.member.Member;

/**
 * The {@link Encryption} of one member, for a client that makes its own handlers: whatever name
 * that client would ask for, the engines are those that requests have. A small object; any thread.
 */
final class MemberContext extends SslContext {

  private final Encryption encryption;
  private final SslContext context;
  private final Member member;

  MemberContext(Encryption encryption, SslContext context, Member member) {
    this.encryption = encryption;
    this.context = context;
    this.member = member;
  }

  @Override
  public boolean isClient() {
    return true;
  }

  @Override
  public List<String> cipherSuites() {
    return context.cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // what it overrides is, and there is no other
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return context.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return encryption.engine(member);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
    return encryption.engine(member);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return context.sessionContext();
  }
}
