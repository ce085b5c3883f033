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
  LOADFACTOR(Of.MEMBER, ParameterType.FACTOR, ""),
  LBSET(Of.MEMBER, ParameterType.SET, ""),
  ROUTE(Of.MEMBER, ParameterType.NAME, ""),
  REDIRECT(Of.MEMBER, ParameterType.NAME, ""),
  STATUS(Of.MEMBER, ParameterType.STATUS, ""),
  RETRY(Of.MEMBER, ParameterType.SECONDS, ""),
  CONNECTIONTIMEOUT(Of.MEMBER, ParameterType.TIME, ""),
  ACQUIRE(Of.MEMBER, ParameterType.TIME, ""),
  TTL(Of.MEMBER, ParameterType.SECONDS, ""),
  MAX(Of.MEMBER, ParameterType.WHOLE, ""),
  DISABLEREUSE(Of.MEMBER, ParameterType.SWITCH, ""),
  ENABLEREUSE(Of.MEMBER, ParameterType.SWITCH, ""),
  ADDRESSTTL(Of.MEMBER, ParameterType.TEXT, ""),
  HCMETHOD(Of.MEMBER, ParameterType.CHECK, ""),
  HCINTERVAL(Of.MEMBER, ParameterType.TIME, ""),
  HCPASSES(Of.MEMBER, ParameterType.POSITIVE, ""),
  HCFAILS(Of.MEMBER, ParameterType.POSITIVE, ""),
  HCURI(Of.MEMBER, ParameterType.NAME, ""),
  HCEXPR(Of.MEMBER, ParameterType.NAME, ""),
  HCTEMPLATE(Of.MEMBER, ParameterType.NAME, ""),
  MIN(Of.MEMBER, ParameterType.WHOLE, "connections are opened when they are needed"),
  SMAX(Of.MEMBER, ParameterType.WHOLE, "unused connections are closed when ttl is over"),
  KEEPALIVE(
      Of.MEMBER, ParameterType.SWITCH, "the operating system looks after connections that rest"),
  PING(Of.MEMBER, ParameterType.TIME, "a member is found out by its connection, or by hcmethod"),
  IOBUFFERSIZE(Of.MEMBER, ParameterType.WHOLE, "buffers are as is best here"),
  RECEIVEBUFFERSIZE(Of.MEMBER, ParameterType.WHOLE, "buffers are as is best here"),
  RESPONSEFIELDSIZE(Of.MEMBER, ParameterType.WHOLE, "fields of answers have a bound of their own"),
  FLUSHPACKETS(Of.MEMBER, ParameterType.TEXT, "each piece goes on as soon as it is there"),
  FLUSHWAIT(Of.MEMBER, ParameterType.WHOLE, "each piece goes on as soon as it is there"),
  FLUSHER(Of.MEMBER, ParameterType.TEXT, "it is for another kind of member"),
  UPGRADE(Of.MEMBER, ParameterType.TEXT, "a WebSocket needs no setting"),
  SECRET(Of.MEMBER, ParameterType.TEXT, "it is AJP's"),
  MULTIPATHTCP(Of.MEMBER, ParameterType.SWITCH, "the operating system decides"),
  LBMETHOD(Of.BALANCER, ParameterType.METHOD, ""),
  STICKYSESSION(Of.BALANCER, ParameterType.TEXT, ""),
  STICKYSESSIONSEP(Of.BALANCER, ParameterType.TEXT, ""),
  SCOLONPATHDELIM(Of.BALANCER, ParameterType.SWITCH, ""),
  NOFAILOVER(Of.BALANCER, ParameterType.SWITCH, ""),
  MAXATTEMPTS(Of.BALANCER, ParameterType.WHOLE, ""),
  FAILONSTATUS(Of.BALANCER, ParameterType.STATUSES, ""),
  FAILONTIMEOUT(Of.BALANCER, ParameterType.SWITCH, ""),
  FORCERECOVERY(Of.BALANCER, ParameterType.SWITCH, ""),
  NONCE(Of.BALANCER, ParameterType.TEXT, "the manager has a guard of its own"),
  GROWTH(Of.BALANCER, ParameterType.WHOLE, "members are added at run time without limit"),
  TIMEOUT(Of.EITHER, ParameterType.SECONDS, "");

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
  private final ParameterType type;
  private final String idle;

  Parameter(Of of, ParameterType type, String idle) {
    this.of = of;
    this.type = type;
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
    return type.fits(value)
        ? Optional.empty()
        : Optional.of(
            Check.message(key(), value.isEmpty() ? "nothing" : value, type.expected(value)));
  }

  /** Whether a unit behind the number is not read. */
  boolean dropsUnit(String value) {
    return type == ParameterType.SECONDS && HttpdTimes.hasUnit(value);
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
