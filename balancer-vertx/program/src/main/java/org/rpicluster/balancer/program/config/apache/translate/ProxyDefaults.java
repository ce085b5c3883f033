package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The defaults of a server for all its members: its own word, or else the main server's. For one
 * thread and one server.
 */
final class ProxyDefaults {

  /** httpd's own. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Server main;
  private final Server server;

  ProxyDefaults(Server main, Server server) {
    this.main = main;
    this.server = server;
  }

  /** The last line of one name, given in small letters. */
  Optional<Directive> find(String key) {
    return server.last(key).or(() -> main.last(key));
  }

  /** Whether a switch is on. */
  boolean isOn(String key, boolean unlessSaid) {
    return find(key).map(line -> line.argument(0).equalsIgnoreCase("on")).orElse(unlessSaid);
  }

  /** How long an answer may take that says nothing about it itself. */
  Duration timeout() {
    return find("proxytimeout")
        .or(() -> find("timeout"))
        .flatMap(line -> HttpdTimes.time(line.argument(0), "s"))
        .filter(time -> !time.isZero())
        .orElse(TIMEOUT);
  }

  /** The name by which members know the server. */
  String serverName() {
    if (!server.name().isEmpty()) {
      return server.name();
    }
    // httpd looks up the name of its address; of this one it is known.
    boolean isLoopback =
        !server.addresses().isEmpty()
            && server.addresses().stream().allMatch(a -> a.host().equals("127.0.0.1"));
    return isLoopback ? "localhost" : main.name();
  }
}
