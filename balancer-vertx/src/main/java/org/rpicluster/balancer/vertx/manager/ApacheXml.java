package org.rpicluster.balancer.vertx.manager;

import com.google.common.xml.XmlEscapers;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * All clusters as the XML of Apache's manager ({@code ?xml=1}), for tools that read that: its
 * elements in its order. What there is no counterpart for is 0: {@code min}, {@code smax}, {@code
 * ttl}, {@code retries}; {@code max} is {@code maxInFlight}. O(members); stateless, any thread.
 * mod_proxy_balancer of httpd 2.4.71, as it answers.
 */
final class ApacheXml {

  static final String TYPE = "text/xml; charset=utf-8";

  private static final String HEAD =
      "<?xml version='1.0' encoding='UTF-8' ?>\n"
          + "<httpd:manager xmlns:httpd='http://httpd.apache.org'>\n";

  /** RFC 9110's date, whose words follow no locale. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder(HEAD);

  private ApacheXml() {}

  /** Whether a query asks for it. */
  static boolean isAsked(String query) {
    return Arrays.asList(query.split("&")).contains("xml=1");
  }

  /**
   * The clusters as they are.
   *
   * @param nonce what a form must bring with it; empty for who may only look
   */
  static String of(List<Balancer> balancers, String nonce) {
    ApacheXml xml = new ApacheXml();
    xml.line(2, "<httpd:balancers>");
    balancers.forEach(balancer -> xml.balancer(balancer, nonce));
    xml.line(2, "</httpd:balancers>");
    return xml.text.append("</httpd:manager>\n").toString();
  }

  private void balancer(Balancer balancer, String nonce) {
    line(4, "<httpd:balancer>");
    element(6, "name", "balancer://" + balancer.name());
    if (!nonce.isEmpty()) {
      element(6, "nonce", nonce);
    }
    balancer.stickiness().ifPresent(this::sticky);
    element(6, "timeout", 0);
    element(6, "lbmethod", balancer.strategy().name());
    line(6, "<httpd:workers>");
    ClusterView.of(balancer).members().forEach(this::worker);
    line(6, "</httpd:workers>");
    line(4, "</httpd:balancer>");
  }

  /** Apache has both names in one, with a bar between them if they differ. */
  private void sticky(Stickiness sticky) {
    boolean both = !sticky.cookie().isEmpty() && !sticky.parameter().isEmpty();
    boolean differ = both && !sticky.cookie().equals(sticky.parameter());
    String one = sticky.cookie().isEmpty() ? sticky.parameter() : sticky.cookie();
    element(6, "stickysession", differ ? one + "|" + sticky.parameter() : one);
    element(6, "nofailover", sticky.strict() ? "On" : "Off");
  }

  private void worker(MemberView view) {
    Member member = view.candidate().member();
    URI url = member.url();
    line(8, "<httpd:worker>");
    element(10, "name", url);
    element(10, "scheme", url.getScheme());
    element(10, "hostname", url.getHost() == null ? "" : url.getHost());
    element(10, "loadfactor", factor(member));
    element(10, "port", Math.max(0, url.getPort()));
    element(10, "min", 0);
    element(10, "smax", 0);
    element(10, "max", member.maxInFlight());
    element(10, "ttl", 0);
    state(view.candidate());
    element(10, "retries", 0);
    element(10, "lbstatus", Math.round(view.credit().orElse(0)));
    element(10, "loadfactor", factor(member));
    element(10, "transferred", view.counts().bytesToMember());
    element(10, "read", view.counts().bytesFromMember());
    element(10, "elected", view.counts().picks());
    element(10, "route", member.route());
    element(10, "redirect", member.redirect());
    element(10, "busy", view.counts().inFlight());
    element(10, "lbset", member.set());
    line(8, "</httpd:worker>");
  }

  private static String factor(Member member) {
    return String.format(Locale.ROOT, "%.2f", member.weight().value());
  }

  private void state(Candidate candidate) {
    Health health = candidate.health();
    element(10, "status", tokens(candidate.member(), health));
    if (health instanceof Health.Down) {
      element(10, "error_time", DATE.format(health.since()));
    }
  }

  /** Each with a blank behind it. */
  private static String tokens(Member member, Health health) {
    boolean isDown = health instanceof Health.Down;
    AdminState state = member.state();
    boolean isOff = state == AdminState.DISABLED || state == AdminState.STOPPED;
    return "Init "
        + (state == AdminState.DRAINING ? "Drn " : "")
        + (state == AdminState.DISABLED ? "Dis " : "")
        + (state == AdminState.STOPPED ? "Stop " : "")
        + (isDown ? "Err " : "")
        + (member.role() == Role.STANDBY ? "Stby " : "")
        + (member.role() == Role.SPARE ? "Spar " : "")
        + (isDown || isOff ? "" : "Ok ");
  }

  private void element(int indent, String name, Object value) {
    String escaped = XmlEscapers.xmlContentEscaper().escape(value.toString());
    line(indent, "<httpd:" + name + ">" + escaped + "</httpd:" + name + ">");
  }

  private void line(int indent, String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }
}
