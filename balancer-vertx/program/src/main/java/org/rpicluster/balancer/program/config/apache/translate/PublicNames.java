package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * By which names clients and members are told of a server: {@code ServerName}, {@code
 * UseCanonicalName} and {@code ProxyVia}. Stateless. Apache's {@code ap_construct_url}, {@code
 * ap_get_server_port}.
 */
final class PublicNames {

  private static final Pattern NAME =
      Pattern.compile("(?:(https?)://)?([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

  private PublicNames() {}

  /**
   * What redirects that are mapped back name: the scheme of {@code ServerName}; its host where
   * names are canonical; its port, or that of a virtual host without a name, where the client says
   * none.
   */
  static String site(Server main, Server server) {
    Optional<Directive> name = server.last("servername");
    if (name.isEmpty() && !server.isMain()) {
      return server.addresses().stream()
          .findFirst()
          .filter(address -> address.port() > 0 && address.port() != 80 && address.port() != 443)
          .map(address -> "//:" + address.port())
          .orElse("");
    }
    Matcher said = NAME.matcher(name.map(line -> line.argument(0)).orElse(""));
    if (!said.matches()) {
      return "";
    }
    String scheme = said.group(1) == null ? "" : said.group(1) + ":";
    String port = said.group(3) == null ? "" : ":" + said.group(3);
    String host = isCanonical(main, server) ? said.group(2) : "";
    boolean isOwn = scheme.equals("https:") ? port.equals(":443") : port.equals(":80");
    String shown = isOwn && (!scheme.isEmpty() || !host.isEmpty()) ? "" : port;
    return scheme.isEmpty() && host.isEmpty() && (isOwn || port.isEmpty())
        ? ""
        : scheme + "//" + host + shown;
  }

  private static boolean isCanonical(Server main, Server server) {
    return server
        .last("usecanonicalname")
        .or(() -> main.last("usecanonicalname"))
        .filter(line -> line.argument(0).equalsIgnoreCase("on"))
        .isPresent();
  }

  /** The name in {@code Via}, where it is to be there. */
  static String via(ProxyDefaults defaults) {
    boolean isOn =
        defaults
            .find("proxyvia")
            .map(line -> line.argument(0))
            .filter(how -> how.equalsIgnoreCase("on") || how.equalsIgnoreCase("full"))
            .isPresent();
    String name = isOn ? defaults.serverName() : "";
    return name.matches("[A-Za-z0-9._-]{1,255}") ? name : "";
  }
}
