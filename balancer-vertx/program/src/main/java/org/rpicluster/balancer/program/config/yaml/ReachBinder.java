package org.rpicluster.balancer.program.config.yaml;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.settings.ReachRows;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.tls.Pem;

/**
 * Binds {@code tls} and {@code addresses} of a cluster. Files are read here, so that what is wrong
 * with them is reported at its place, and every reading of the configuration reads them again.
 * Stateless.
 */
final class ReachBinder {

  private static final Keys TLS = Rows.keys(ReachRows.TLS_KEYS);
  private static final Keys ADDRESSES = Rows.keys(ReachRows.ADDRESSES);
  private static final String FILE = "a PEM file";

  private ReachBinder() {}

  static ReachOptions bind(YamlMap cluster, List<Member> members) {
    Optional<YamlValue> tls = cluster.find("tls");
    boolean encrypted = members.stream().anyMatch(member -> member.scheme().isTls());
    if (tls.isPresent() && !encrypted && !members.isEmpty()) {
      // Who wrote this believes that they are.
      tls.get().wrong("no member is encrypted", "members at https:// or h2://");
    }
    MemberTls bound =
        tls.flatMap(value -> value.map(TLS)).map(ReachBinder::tls).orElse(MemberTls.DEFAULT);
    ReachOptions reach = new ReachOptions(bound, ReachOptions.DEFAULT.refresh());
    return cluster
        .find("addresses")
        .flatMap(value -> value.map(ADDRESSES))
        .map(map -> Rows.bind(map, ReachRows.ADDRESSES, reach))
        .orElse(reach);
  }

  private static MemberTls tls(YamlMap map) {
    List<X509Certificate> good =
        map.find("ca").flatMap(ca -> certificates("ca", ca)).orElse(List.of());
    return Rows.bind(map, ReachRows.TLS, MemberTls.DEFAULT).with(good, identity(map));
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
