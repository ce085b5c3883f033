package org.rpicluster.balancer.member;

import java.net.URI;

/** Builds a {@link Member}; every value is checked when it is built. For one thread. */
public final class MemberBuilder {

  private final URI url;
  private String id = "";
  private Weight weight = Weight.ONE;
  private int set;
  private Role role = Role.ACTIVE;
  private AdminState state = AdminState.ENABLED;
  private String route = "";
  private String redirect = "";
  private int maxInFlight;
  private int probePort;

  MemberBuilder(URI url) {
    this.url = url;
  }

  /** Unique in the cluster; {@code host:port} unless given, of a Unix socket its file name. */
  public MemberBuilder id(String id) {
    this.id = id;
    return this;
  }

  /** The share of the work. */
  public MemberBuilder weight(Weight weight) {
    this.weight = weight;
    return this;
  }

  /** The share of the work, 1 to 100. */
  public MemberBuilder weight(double weight) {
    return weight(Weight.of(weight));
  }

  /** Members with the lowest usable set serve first; 0 to 99. */
  public MemberBuilder set(int set) {
    this.set = set;
    return this;
  }

  /** When it takes part. */
  public MemberBuilder role(Role role) {
    this.role = role;
    return this;
  }

  /** What the operator wants. */
  public MemberBuilder state(AdminState state) {
    this.state = state;
    return this;
  }

  /** The text in a cookie or URL that names it. */
  public MemberBuilder route(String route) {
    this.route = route;
    return this;
  }

  /** The route to use while this member cannot serve. */
  public MemberBuilder redirect(String redirect) {
    this.redirect = redirect;
    return this;
  }

  /** The most requests at one time, 0 for no limit. */
  public MemberBuilder maxInFlight(int maxInFlight) {
    this.maxInFlight = maxInFlight;
    return this;
  }

  /** The port that probes connect to, 0 for the one that all of the cluster have. */
  public MemberBuilder probePort(int probePort) {
    this.probePort = probePort;
    return this;
  }

  /**
   * The member.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public Member build() {
    return new Member(
        id.isEmpty() ? Member.idOf(url) : id,
        url,
        weight,
        set,
        role,
        state,
        route,
        redirect,
        maxInFlight,
        probePort);
  }
}
