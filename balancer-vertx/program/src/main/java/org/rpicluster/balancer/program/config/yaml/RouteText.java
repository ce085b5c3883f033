package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Writes one route; the other side of {@link RouteBinder}. Stateless. */
final class RouteText {

  private RouteText() {}

  /** Which requests it has, and where it leads. */
  static Map<String, Object> of(RouteSettings route) {
    Map<String, Object> map = match(route.match());
    if (route instanceof RouteSettings.ToCluster to) {
      map.put("cluster", to.cluster());
      rewriting(map, to.rewriting());
    } else if (route instanceof RouteSettings.ToManager to) {
      map.put("manager", manager(to));
    } else if (route instanceof RouteSettings.ToResponse to) {
      map.put("respond", response(to.answer()));
    } else if (route instanceof RouteSettings.ToRedirect to) {
      map.put("redirect", redirect(to.redirect()));
    } else if (route instanceof RouteSettings.ToFiles to) {
      map.put("files", to.folder().toString());
    }
    errorPages(map, route);
    return map;
  }

  private static Map<String, Object> match(Match match) {
    Map<String, Object> map = ConfigurationText.ordered("path", match.writtenPath());
    list(map, "host", match.hosts().names());
    list(map, "listener", match.listeners());
    list(map, "except", match.writtenExcept());
    return map;
  }

  private static void list(Map<String, Object> map, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      map.put(key, texts.size() == 1 ? texts.get(0) : texts);
    }
  }

  private static void rewriting(Map<String, Object> map, Rewriting rewriting) {
    said(map, "to", rewriting.to());
    Rewriting unless = Rewriting.DEFAULT;
    ConfigurationText.flag(map, "preserveHost", rewriting.preserveHost(), unless.preserveHost());
    ConfigurationText.flag(map, "reverse", rewriting.reverse(), unless.reverse());
    changes(map, "requestHeaders", rewriting.toMember());
    changes(map, "responseHeaders", rewriting.toClient());
  }

  private static void changes(Map<String, Object> map, String key, FieldChanges changes) {
    Map<String, Object> said = new LinkedHashMap<>();
    if (!changes.set().isEmpty()) {
      said.put("set", changes.set());
    }
    if (!changes.remove().isEmpty()) {
      said.put("remove", changes.remove());
    }
    if (!said.isEmpty()) {
      map.put(key, said);
    }
  }

  private static Map<String, Object> manager(RouteSettings.ToManager to) {
    Map<String, Object> map = ConfigurationText.ordered("allow", to.allow());
    list(map, "hosts", to.hosts());
    ConfigurationText.flag(map, "readOnly", to.readOnly(), false);
    return map;
  }

  /** The proxy's own answer is known by its status alone. */
  private static Object response(FixedResponse answer) {
    if (answer.body().isEmpty()) {
      return ConfigurationText.number(answer.status());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    status(map, answer.status(), FixedResponse.STATUS_DEFAULT);
    said(map, "body", answer.body().get());
    if (!answer.type().equals(FixedResponse.TYPE_DEFAULT)) {
      map.put("type", answer.type());
    }
    return map;
  }

  private static Map<String, Object> redirect(Redirect redirect) {
    Map<String, Object> map = new LinkedHashMap<>();
    said(map, "to", redirect.to());
    said(map, "scheme", redirect.scheme());
    said(map, "host", redirect.host());
    if (redirect.port() > 0) {
      map.put("port", ConfigurationText.number(redirect.port()));
    }
    status(map, redirect.status(), Redirect.STATUS_DEFAULT);
    return map;
  }

  private static void status(Map<String, Object> map, int status, int unless) {
    if (status != unless) {
      map.put("status", ConfigurationText.number(status));
    }
  }

  private static void said(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static void errorPages(Map<String, Object> map, RouteSettings route) {
    Map<Bare, Object> pages = new LinkedHashMap<>();
    new TreeMap<>(route.errorPages())
        .forEach((status, file) -> pages.put(ConfigurationText.number(status), file.toString()));
    if (!pages.isEmpty()) {
      map.put("errorPages", pages);
    }
  }
}
