package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The fate of lines that say one thing and are carried by what other stages make, or by nothing:
 * switches, and what is not carried out yet. Stateless but for the fates.
 */
final class ServerLines {

  /** What other stages have read, or is always so. */
  private static final Set<String> READ =
      Set.of(
          "balancerinherit",
          "proxypassinherit",
          "proxypreservehost",
          "proxyaddheaders",
          "proxytimeout",
          "proxysourceaddress",
          "allowencodedslashes",
          "proxyvia",
          "timeout",
          "documentroot",
          "sslproxyengine",
          "sslproxyverify",
          "sslproxyverifydepth",
          "sslproxycacertificatefile",
          "sslproxycheckpeerexpire",
          "sslproxycheckpeercn",
          "sslproxycheckpeername",
          "sslproxymachinecertificatefile",
          "authmerging",
          "<directory",
          "<proxymatch");

  /** What is not carried out yet, and only changes how things look. */
  private static final Map<String, String> LATER =
      Map.ofEntries(
          Map.entry("errordocument", "in a section not carried out yet: write it outside"),
          Map.entry("alias", "in a section not carried out yet: write it outside, with its path"),
          Map.entry("aliasmatch", "not carried out yet: write an Alias for each path"),
          Map.entry("scriptalias", "CGI is not run: let a member run it"),
          Map.entry("scriptaliasmatch", "CGI is not run: let a member run it"),
          Map.entry("directoryindex", "in a section not carried out yet: write it outside"));

  /** What changes nothing. */
  private static final Map<String, String> IDLE =
      Map.ofEntries(Map.entry("serverroot", "it only counts for the names of files"));

  /** What is not carried out yet, and decides where requests go or who gets in. */
  private static final Map<String, String> STOP =
      Map.ofEntries(
          Map.entry("redirect", "redirects in sections are not carried out yet"),
          Map.entry("redirectmatch", "redirects in sections are not carried out yet"),
          Map.entry("redirecttemp", "redirects in sections are not carried out yet"),
          Map.entry("redirectpermanent", "redirects in sections are not carried out yet"),
          Map.entry("sslrequiressl", "TLS by section is not asked for: listen with TLS alone"));

  /** What files are served by, outside of sections. */
  private static final Set<String> FILES = Set.of("alias", "directoryindex");

  private static final Set<String> ALIASES = Set.of("alias", "scriptalias");

  private static final List<String> HANDLERS =
      List.of("balancer-manager", "server-status", "server-info", "ldap-status", "cgi-script");

  private static final String FAST_CGI =
      "FastCGI is not spoken: let a web server that speaks HTTP run the program";

  private final Fates fates;
  private final boolean hasEngine;

  /**
   * Those of a server, or of the main server in it.
   *
   * @param servers if one of them may have rules asked, all sections have them
   */
  ServerLines(Fates fates, List<Server> servers) {
    this.fates = fates;
    hasEngine = servers.stream().anyMatch(server -> hasEngine(server.directives()));
  }

  private static boolean hasEngine(List<Directive> lines) {
    return lines.stream()
        .anyMatch(
            line ->
                line.is("rewriteengine") && line.argument(0).equalsIgnoreCase("on")
                    || hasEngine(line.children()));
  }

  void read(Server server) {
    boolean hasName = server.isMain() || !server.name().isEmpty();
    for (Directive line : server.directives()) {
      if (hasName && line.is("usecanonicalname") && !line.argument(0).equalsIgnoreCase("dns")) {
        fates.translated(line);
      } else if (ALIASES.contains(line.key()) && isForwarded(server, line.argument(0))) {
        fates.noEffect(
            line,
            "requests for "
                + line.argument(0)
                + " are forwarded: write ProxyPass "
                + line.argument(0)
                + " ! before");
      } else if (FILES.contains(line.key())) {
        fates.translated(line);
      } else {
        read(line);
      }
    }
  }

  /** Whether ProxyPass has a path, which httpd asks before any alias. */
  private static boolean isForwarded(Server server, String path) {
    for (Directive line : server.all("proxypass")) {
      if (UrlPath.isWithin(line.argument(0), path)) {
        return !line.argument(1).equals("!");
      }
    }
    return false;
  }

  private void read(Directive line) {
    String key = line.key();
    if (READ.contains(key)) {
      fates.translated(line);
    } else if (IDLE.containsKey(key)) {
      fates.noEffect(line, IDLE.get(key));
    } else if (Redirects.are(key)
        || key.equals("errordocument")
        || key.startsWith("rewrite")
        || key.endsWith("header")
        || key.startsWith("remoteip")) {
      return; // another stage's
    } else if (LATER.containsKey(key)) {
      fates.needsYou(line, LATER.get(key));
    } else if (STOP.containsKey(key)) {
      fates.stops(line, STOP.get(key));
    } else {
      onOff(line, key);
    }
    line.children().forEach(child -> within(child, line));
  }

  /** What becomes of rules in sections of a server that no other stage reads. */
  void rules(Server server) {
    for (Directive section : server.directives()) {
      boolean isOne = SectionRules.isOne(section);
      rules(
          section,
          !isOne && !SectionCondition.isCondition(section),
          isOne && !section.is("<directory") && !section.is("<proxy"));
    }
  }

  private void rules(Directive section, boolean areSaid, boolean hasConditions) {
    for (Directive child : section.children()) {
      if (areSaid && child.key().startsWith("rewrite")) {
        rule(child, section);
      }
      rules(child, !hasConditions || !SectionCondition.isCondition(child), false);
    }
  }

  private void onOff(Directive line, String key) {
    boolean on = line.argument(0).toLowerCase(Locale.ROOT).equals("on");
    switch (key) {
      case "proxyrequests" -> {
        if (on) {
          fates.stops(line, "a forward proxy is refused: strangers would hide behind it");
        } else {
          fates.translated(line);
        }
      }
      case "usecanonicalname" -> {
        if (!line.argument(0).equalsIgnoreCase("off")) {
          fates.needsYou(line, "redirects name the host that the client asked for: say ServerName");
        } else {
          fates.translated(line);
        }
      }
      case "sslverifyclient" -> {
        if (line.argument(0).equalsIgnoreCase("none")) {
          fates.translated(line);
        } else {
          fates.stops(line, "certificates of clients are not asked for: it decides who gets in");
        }
      }
      default -> {} // another stage's
    }
  }

  private void rule(Directive child, Directive section) {
    if (hasEngine && child.is("rewriterule")) {
      fates.stops(child, "in " + section.shown() + " it is not carried out: write it outside");
    } else {
      fates.noEffect(child, "it is only for the rules of this section");
    }
  }

  /** What stands in a Location or another section, and is no stage's. */
  private void within(Directive child, Directive section) {
    String key = child.key();
    if (key.equals("sethandler") && child.argument(0).startsWith("proxy:")) {
      fates.stops(child, FAST_CGI);
      fates.stops(section, FAST_CGI);
    } else if (key.equals("sethandler")
        && !child.argument(0).equalsIgnoreCase("balancer-manager")) {
      fates.translated(child);
      fates.warning(
          child,
          NearestName.to(child.argument(0), HANDLERS)
              .filter(handler -> !handler.equalsIgnoreCase(child.argument(0)))
              .map(meant -> Check.message("SetHandler", child.argument(0), meant))
              .orElse(
                  "SetHandler: "
                      + child.argument(0)
                      + " is no handler here: what is forwarded goes on"));
    } else if (key.equals("sslverifyclient")) {
      onOff(child, key);
    } else if (key.equals("loglevel")) {
      fates.needsYou(child, "there is one log for every path: write it outside of sections");
    } else if (Redirects.are(key) && Redirects.areReadIn(section)
        || key.equals(PagesByLocation.KEY) && PagesByLocation.isOne(section)) {
      return; // another stage's
    } else if (READ.contains(key)) {
      fates.translated(child);
    } else if (key.startsWith("rewrite")) {
      return; // see rules
    } else if (LATER.containsKey(key)) {
      fates.needsYou(child, LATER.get(key));
    } else if (STOP.containsKey(key)) {
      fates.stops(child, STOP.get(key));
    }
  }
}
