package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.program.config.LogSettings;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;
import org.rpicluster.balancer.vertx.forwarded.ClientHeader;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.settings.ClientLimitRows;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeoutRows;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.Durations;
import org.rpicluster.balancer.vertx.settings.ListenerRows;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/**
 * Writes a configuration as YAML that means the same: what is as it is by default is left out.
 * Certificates of members are known by what is in them, not by their files, and so they are left
 * out as well. Stateless.
 */
public final class ConfigurationText {

  private ConfigurationText() {}

  /** The YAML. */
  public static String of(Configuration configuration) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("listen", listen(configuration.listen()));
    clients(root, configuration.clients());
    List<Map<String, Object>> logs =
        configuration.accessLogs().stream().map(ConfigurationText::accessLog).toList();
    if (!logs.isEmpty()) {
      root.put("accessLog", logs.size() == 1 ? logs.get(0) : logs);
    }
    configuration.log().ifPresent(log -> root.put("log", log(log)));
    Map<String, Object> clusters = new LinkedHashMap<>();
    for (ClusterSettings cluster : configuration.clusters()) {
      clusters.put(cluster.name(), ClusterText.of(cluster));
    }
    if (!clusters.isEmpty()) {
      root.put("clusters", clusters);
    }
    root.put("routes", configuration.routes().stream().map(RouteText::of).toList());
    return YamlText.document(root);
  }

  private static Map<String, Object> accessLog(AccessLogSettings log) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file(log.file()));
    map.put("format", log.format());
    Map<String, Object> rotate =
        Rows.said(ConfigurationRows.ROTATION, log.rotation(), LogRotation.OFF);
    if (!rotate.isEmpty()) {
      map.put("rotate", rotate);
    }
    FieldChangesText.condition(map, log.which());
    return map;
  }

  private static Map<String, Object> log(LogSettings log) {
    Map<String, Object> map = new LinkedHashMap<>();
    log.file().ifPresent(path -> map.put("file", file(path)));
    map.put("level", log.level().name().toLowerCase(Locale.ROOT));
    return map;
  }

  private static String file(Path path) {
    return path.toString();
  }

  private static Object listen(List<ListenerSettings> listeners) {
    ListenerSettings first = listeners.get(0);
    boolean isPlain = first.equals(ListenerSettings.plain(first.address()));
    if (listeners.size() == 1 && isPlain) {
      return first.address().toString();
    }
    return listeners.stream().map(ConfigurationText::listener).toList();
  }

  private static Map<String, Object> listener(ListenerSettings listener) {
    Map<String, Object> map = ordered("address", listener.address().toString());
    listener.tls().ifPresent(tls -> map.put("tls", certificates(tls)));
    ListenerSettings unless = ListenerSettings.of(listener.address(), listener.tls());
    map.putAll(Rows.said(ListenerRows.ALL, listener, unless));
    put(map, ListenerRows.NAMES.key(), new TreeMap<>(listener.names()));
    return map;
  }

  private static List<Map<String, Object>> certificates(TlsSettings tls) {
    return tls.certificates().stream()
        .map(c -> ordered("certificate", file(c.certificate()), "key", file(c.key())))
        .toList();
  }

  private static void clients(Map<String, Object> root, ClientSettings clients) {
    if (!clients.trustedProxies().isEmpty()) {
      root.put("trustedProxies", clients.trustedProxies());
    }
    clients.clientHeader().ifPresent(header -> root.put("clientHeader", header(header)));
    put(root, "limits", Rows.said(ClientLimitRows.ALL, clients.limits(), ClientLimits.DEFAULT));
    put(
        root,
        "timeouts",
        Rows.said(ClientTimeoutRows.ALL, clients.timeouts(), ClientTimeouts.DEFAULT));
    put(root, "paths", Rows.said(ConfigurationRows.PATHS, clients.paths(), PathRules.AS_WRITTEN));
  }

  private static Object header(ClientHeader header) {
    if (header.external().isEmpty() && header.proxies().isEmpty()) {
      return header.name();
    }
    Map<String, Object> map = ordered("name", header.name());
    if (!header.external().isEmpty()) {
      map.put("external", header.external().texts());
    }
    header.proxies().ifPresent(name -> map.put("proxies", name));
    return map;
  }

  static void put(Map<String, Object> map, String key, Map<String, Object> value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  static void flag(Map<String, Object> map, String key, boolean value, boolean unless) {
    if (value != unless) {
      map.put(key, new Bare(Boolean.toString(value)));
    }
  }

  static Bare duration(Duration duration) {
    return new Bare(Durations.text(duration));
  }

  static Bare number(long number) {
    return new Bare(Long.toString(number));
  }

  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
