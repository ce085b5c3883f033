package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The second stage: the main server and its virtual hosts, in the order of the file. Immutable.
 *
 * @param main what stands outside of virtual hosts
 * @param hosts the virtual hosts
 */
record Servers(Server main, List<Server> hosts) {

  private static final String VIRTUAL_HOST = "<virtualhost";

  Servers {
    hosts = List.copyOf(hosts);
  }

  static Servers of(List<Directive> directives, Fates fates) {
    List<Directive> outside = new ArrayList<>();
    List<Server> hosts = new ArrayList<>();
    for (Directive directive : directives) {
      if (directive.is(VIRTUAL_HOST)) {
        hosts.add(host(directive, fates));
      } else {
        outside.add(directive);
      }
    }
    return new Servers(new Server(Optional.empty(), outside, List.of()), hosts);
  }

  private static Server host(Directive section, Fates fates) {
    List<HostAddress> addresses = new ArrayList<>();
    for (String argument : section.arguments()) {
      Optional<HostAddress> address = HostAddress.parse(argument);
      address.ifPresentOrElse(
          addresses::add,
          () -> fates.wrong(section, "<VirtualHost>", argument, "an address such as *:80"));
    }
    if (section.arguments().isEmpty()) {
      fates.wrong(section, "<VirtualHost>", "nothing", "an address such as *:80");
    }
    fates.translated(section);
    return new Server(Optional.of(section), section.children(), addresses);
  }

  /** Those that answer requests: the virtual hosts, or the main server if there are none. */
  List<Server> answering() {
    return hosts.isEmpty() ? List.of(main) : hosts;
  }
}
