package org.rpicluster.balancer.program.discovery.source;

import java.net.InetAddress;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.settings.EnumWords;

/** The member that is at an address. Stateless. */
final class FoundAt {

  private FoundAt() {}

  /**
   * A member as the settings say.
   *
   * @param announced its port; 0 where none is announced
   */
  static MemberBuilder at(DiscoverySettings settings, InetAddress address, int announced) {
    int port = port(settings, announced);
    String host = Authority.bracketed(address.getHostAddress());
    String scheme = EnumWords.of(settings.scheme());
    return Member.at(scheme + "://" + host + ":" + port);
  }

  /** The port of a member. */
  static int port(DiscoverySettings settings, int announced) {
    int own = settings.port() == 0 ? settings.scheme().defaultPort() : settings.port();
    return announced == 0 ? own : announced;
  }
}
