package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * The table of parameters that {@code BalancerMember}, {@code ProxySet}, {@code ProxyPass} and
 * {@code ProxyHCTemplate} take: whose each is, and what its value must be. Apache's {@code
 * set_worker_param} and {@code set_balancer_param}.
 */
enum Parameter {
  LOADFACTOR(Of.MEMBER, Form.FACTOR, ""),
  LBSET(Of.MEMBER, Form.SET, ""),
  ROUTE(Of.MEMBER, Form.NAME, ""),
  REDIRECT(Of.MEMBER, Form.NAME, ""),
  STATUS(Of.MEMBER, Form.STATUS, ""),
  RETRY(Of.MEMBER, Form.SECONDS, ""),
  CONNECTIONTIMEOUT(Of.MEMBER, Form.TIME, ""),
  ACQUIRE(Of.MEMBER, Form.TIME, ""),
  TTL(Of.MEMBER, Form.SECONDS, ""),
  MAX(Of.MEMBER, Form.WHOLE, ""),
  DISABLEREUSE(Of.MEMBER, Form.SWITCH, ""),
  ENABLEREUSE(Of.MEMBER, Form.SWITCH, ""),
  ADDRESSTTL(Of.MEMBER, Form.TEXT, ""),
  HCMETHOD(Of.MEMBER, Form.CHECK, ""),
  HCINTERVAL(Of.MEMBER, Form.TIME, ""),
  HCPASSES(Of.MEMBER, Form.POSITIVE, ""),
  HCFAILS(Of.MEMBER, Form.POSITIVE, ""),
  HCURI(Of.MEMBER, Form.NAME, ""),
  HCEXPR(Of.MEMBER, Form.NAME, ""),
  HCTEMPLATE(Of.MEMBER, Form.NAME, ""),
  MIN(Of.MEMBER, Form.WHOLE, "connections are opened when they are needed"),
  SMAX(Of.MEMBER, Form.WHOLE, "unused connections are closed when ttl is over"),
  KEEPALIVE(Of.MEMBER, Form.SWITCH, "the operating system looks after connections that rest"),
  PING(Of.MEMBER, Form.TIME, "a member is found out by its connection, or by hcmethod"),
  IOBUFFERSIZE(Of.MEMBER, Form.WHOLE, "buffers are as is best here"),
  RECEIVEBUFFERSIZE(Of.MEMBER, Form.WHOLE, "buffers are as is best here"),
  RESPONSEFIELDSIZE(Of.MEMBER, Form.WHOLE, "fields of answers have a bound of their own"),
  FLUSHPACKETS(Of.MEMBER, Form.TEXT, "each piece goes on as soon as it is there"),
  FLUSHWAIT(Of.MEMBER, Form.WHOLE, "each piece goes on as soon as it is there"),
  FLUSHER(Of.MEMBER, Form.TEXT, "it is for another kind of member"),
  UPGRADE(Of.MEMBER, Form.TEXT, "a WebSocket needs no setting"),
  SECRET(Of.MEMBER, Form.TEXT, "it is AJP's"),
  MULTIPATHTCP(Of.MEMBER, Form.SWITCH, "the operating system decides"),
  LBMETHOD(Of.BALANCER, Form.METHOD, ""),
  STICKYSESSION(Of.BALANCER, Form.TEXT, ""),
  STICKYSESSIONSEP(Of.BALANCER, Form.TEXT, ""),
  SCOLONPATHDELIM(Of.BALANCER, Form.SWITCH, ""),
  NOFAILOVER(Of.BALANCER, Form.SWITCH, ""),
  MAXATTEMPTS(Of.BALANCER, Form.WHOLE, ""),
  FAILONSTATUS(Of.BALANCER, Form.STATUSES, ""),
  FAILONTIMEOUT(Of.BALANCER, Form.SWITCH, ""),
  FORCERECOVERY(Of.BALANCER, Form.SWITCH, ""),
  NONCE(Of.BALANCER, Form.TEXT, "the manager has a guard of its own"),
  GROWTH(Of.BALANCER, Form.WHOLE, "members are added at run time without limit"),
  TIMEOUT(Of.EITHER, Form.SECONDS, "");

  /** Whose a parameter is. */
  enum Of {
    MEMBER("members", "in BalancerMember"),
    BALANCER("balancers", "in ProxySet, or in <Proxy balancer://…>"),
    EITHER("", "");

    private final String owners;
    private final String place;

    Of(String owners, String place) {
      this.owners = owners;
      this.place = place;
    }
  }

  private final Of of;
  private final Form form;
  private final String idle;

  Parameter(Of of, Form form, String idle) {
    this.of = of;
    this.form = form;
    this.idle = idle;
  }

  /** The name, which is known in any case. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why it changes nothing here; empty if it does. */
  String idle() {
    return idle;
  }

  /** Whether it is an owner's. */
  boolean isOf(Of owner) {
    return of == owner || of == Of.EITHER;
  }

  /** What is wrong with a value. */
  Optional<String> complaint(String value) {
    return form.fits(value)
        ? Optional.empty()
        : Optional.of(
            Check.message(key(), value.isEmpty() ? "nothing" : value, form.expected(value)));
  }

  /** Whether a unit behind the number is not read. */
  boolean dropsUnit(String value) {
    return form == Form.SECONDS && HttpdTimes.hasUnit(value);
  }

  /** The parameter of this name. */
  static Optional<Parameter> named(String name) {
    return Arrays.stream(values()).filter(known -> known.key().equalsIgnoreCase(name)).findFirst();
  }

  /** What to say of a name that is none of an owner's. */
  static String unknown(String name, Of owner) {
    Optional<Parameter> other = named(name);
    if (other.isPresent()) {
      Of of = other.get().of;
      return name + ": a parameter of " + of.owners + " (expected: " + of.place + ")";
    }
    String expected =
        NearestName.to(
                name,
                Arrays.stream(values()).filter(p -> p.isOf(owner)).map(Parameter::key).toList())
            .orElse("a parameter of " + owner.owners);
    return name + ": unknown parameter (expected: " + expected + ")";
  }
}
