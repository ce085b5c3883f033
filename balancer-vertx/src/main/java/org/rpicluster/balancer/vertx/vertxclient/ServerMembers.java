package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.endpoint.ServerEndpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.rpicluster.balancer.member.Member;

/** Servers of Vert.x as members; their ids are their addresses. Stateless; any thread. */
final class ServerMembers {

  /** For a server that no URL can name, such as a Unix socket; its id says what it is. */
  private static final String UNNAMED = "http://unnamed.invalid";

  private ServerMembers() {}

  /** A member for each server, in their order; an address that comes again gets a number. */
  static List<Member> members(
      List<? extends ServerEndpoint> servers, ToDoubleFunction<ServerEndpoint> weight) {
    Set<String> ids = new HashSet<>();
    List<Member> members = new ArrayList<>(servers.size());
    for (ServerEndpoint server : servers) {
      String id = server.address().toString();
      for (int number = 2; !ids.add(id); number++) {
        id = server.address() + "#" + number;
      }
      double weightValue = weight.applyAsDouble(server);
      members.add(Member.at(url(server.address())).id(id).weight(weightValue).build());
    }
    return members;
  }

  private static String url(SocketAddress address) {
    if (!address.isInetSocket() || address.port() == 0) {
      return UNNAMED;
    }
    try {
      URI url = new URI("http", null, address.host(), address.port(), null, null, null);
      return url.getHost() == null ? UNNAMED : url.toString();
    } catch (URISyntaxException noHostName) {
      return UNNAMED;
    }
  }
}
