package org.rpicluster.balancer.vertx.probe;

import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * At which port the members of a cluster are probed: a member's own {@code probePort}, or the
 * cluster's, or else the one that requests go to. Everything else stays the member's: its host, its
 * protocol and TLS, and so the name in its certificate. A Unix socket has no ports, and is probed
 * itself. Costs a URL for each probe; immutable, any thread. As {@code port} of HAProxy's checks.
 *
 * @param ofCluster the cluster's port, 0 for none
 */
public record ProbePort(int ofCluster) {

  /** Where requests go, unless a member has its own port. */
  public static final ProbePort NONE = new ProbePort(0);

  /** Only what decides the way to a member's probe: what else is set up makes no other way. */
  Member of(Member member) {
    int port = port(member);
    String url = port == 0 ? member.url().toString() : url(member.url().getScheme(), member, port);
    return Member.at(url).id(member.id()).build();
  }

  /** The same place without encryption: as far as the connection. */
  Member inClear(Member member) {
    if (!member.scheme().isTls()) {
      return of(member);
    }
    int port = port(member);
    return Member.at(url("http", member, port == 0 ? member.port() : port)).build();
  }

  private int port(Member member) {
    if (member.scheme() == Scheme.UNIX) {
      return 0;
    }
    return member.probePort() == 0 ? ofCluster : member.probePort();
  }

  private static String url(String scheme, Member member, int port) {
    return scheme + "://" + Authority.bracketed(member.host()) + ":" + port;
  }
}
