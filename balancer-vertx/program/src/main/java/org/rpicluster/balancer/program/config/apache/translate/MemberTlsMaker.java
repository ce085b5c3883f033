package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.tls.Pem;

/**
 * TLS to members, by the {@code SSLProxy…} lines of a server: certificates are verified where
 * {@code SSLProxyVerify require} says so, as in httpd. Reads the files. For one thread and one
 * server.
 */
final class MemberTlsMaker {

  private final Fates fates;
  private final ProxyDefaults defaults;

  MemberTlsMaker(Fates fates, ProxyDefaults defaults) {
    this.fates = fates;
    this.defaults = defaults;
  }

  ReachOptions options(CommonToMembers common, boolean encrypted) {
    Duration refresh =
        common
            .text(Parameter.ADDRESSTTL)
            .flatMap(ParameterType::number)
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds)
            .orElse(ReachOptions.DEFAULT.refresh());
    ReachOptions reach = new ReachOptions(encrypted ? tls() : MemberTls.DEFAULT, refresh);
    return defaults.find("proxysourceaddress").map(line -> from(reach, line)).orElse(reach);
  }

  private ReachOptions from(ReachOptions reach, Directive line) {
    try {
      return reach.source(line.argument(0));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return reach;
    }
  }

  private MemberTls tls() {
    Optional<Directive> engine = defaults.find("sslproxyengine");
    boolean on = engine.filter(line -> line.argument(0).equalsIgnoreCase("on")).isPresent();
    if (!on) {
      engine.ifPresent(
          line -> fates.warning(line, "SSLProxyEngine: members at https:// need it on in httpd"));
    }
    Optional<Directive> verify = defaults.find("sslproxyverify");
    boolean required =
        verify.filter(line -> line.argument(0).equalsIgnoreCase("require")).isPresent();
    if (!required) {
      verify.ifPresent(
          line ->
              fates.warning(line, "SSLProxyVerify: the certificates of members are not verified"));
    }
    return new MemberTls(
        required,
        "",
        defaults.find("sslproxycacertificatefile").flatMap(this::authorities).orElse(List.of()),
        defaults.find("sslproxymachinecertificatefile").flatMap(this::identity));
  }

  private Optional<List<X509Certificate>> authorities(Directive line) {
    try {
      return Optional.of(Pem.certificates("ca", Path.of(line.argument(0))));
    } catch (IllegalArgumentException e) {
      fates.error(line, line.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Identity> identity(Directive line) {
    try {
      Path file = Path.of(line.argument(0));
      return Optional.of(Pem.identity(Pem.certificates("certificate", file), file));
    } catch (IllegalArgumentException e) {
      fates.error(line, line.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
