package org.rpicluster.balancer.program.config.yaml;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.settings.ValueTypes;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.tls.Pem;

/**
 * Binds {@code tls} and {@code addresses} of a cluster. Files are read here, so that what is wrong
 * with them is reported at its place, and every reading of the configuration reads them again.
 * Stateless.
 */
final class ReachBinder {

  private static final Keys TLS = Keys.of("verify", "serverName", "ca", "certificate", "key");
  private static final Keys ADDRESSES = Keys.of("refresh");
  private static final String FILE = "a PEM file";

  /** Labels of letters, digits, hyphens (RFC 1123 §2.1), and underscores, as names of services. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*");

  /** More often would be work for the name server and no use: no server moves faster. */
  private static final Duration REFRESH_MIN = Duration.ofSeconds(1);

  private ReachBinder() {}

  static ReachOptions bind(YamlMap cluster, List<Member> members) {
    Optional<YamlValue> tls = cluster.find("tls");
    boolean encrypted = members.stream().anyMatch(member -> member.scheme().isTls());
    if (tls.isPresent() && !encrypted && !members.isEmpty()) {
      // Who wrote this believes that they are.
      tls.get().wrong("no member is encrypted", "members at https:// or h2://");
    }
    Optional<Duration> refresh =
        cluster
            .find("addresses")
            .flatMap(value -> value.map(ADDRESSES))
            .flatMap(map -> map.find("refresh"))
            .flatMap(ReachBinder::refresh);
    return new ReachOptions(
        tls.flatMap(value -> value.map(TLS)).map(ReachBinder::tls).orElse(MemberTls.DEFAULT),
        refresh.orElse(ReachOptions.DEFAULT.refresh()));
  }

  private static Optional<Duration> refresh(YamlValue value) {
    return value.read(ValueTypes.durationFrom(REFRESH_MIN));
  }

  private static MemberTls tls(YamlMap map) {
    return new MemberTls(
        map.find("verify").flatMap(YamlValue::flag).orElse(true),
        map.find("serverName").flatMap(ReachBinder::name).orElse(""),
        map.find("ca").flatMap(ca -> certificates("ca", ca)).orElse(List.of()),
        identity(map));
  }

  private static Optional<String> name(YamlValue value) {
    Optional<String> name = value.text("a host name");
    return name.isEmpty() || NAME.matcher(name.get()).matches() ? name : value.wrong("a host name");
  }

  /** A certificate is of no use without its key, and the other way round. */
  private static Optional<Identity> identity(YamlMap map) {
    if (map.find("certificate").isEmpty() && map.find("key").isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlValue> certificate = map.require("certificate", FILE);
    Optional<YamlValue> key = map.require("key", FILE);
    return certificate
        .flatMap(value -> certificates("certificate", value))
        .flatMap(chain -> key.flatMap(value -> identity(chain, value)));
  }

  private static Optional<Identity> identity(List<X509Certificate> chain, YamlValue key) {
    return key.file(FILE).flatMap(file -> key.made(() -> Pem.identity(chain, file)));
  }

  private static Optional<List<X509Certificate>> certificates(String key, YamlValue value) {
    return value.file(FILE).flatMap(file -> value.made(() -> Pem.certificates(key, file)));
  }
}
