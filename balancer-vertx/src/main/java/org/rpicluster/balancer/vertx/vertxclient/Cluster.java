package org.rpicluster.balancer.vertx.vertxclient;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The servers of one name, over all the lists that it was resolved to. Vert.x picks a server and
 * then, in the same thread, begins the request on it: the lease waits with the thread in between.
 * If the request is never begun, the thread's next pick ends the lease. Any thread.
 */
final class Cluster {

  private final Balancer balancer;
  private final ThreadLocal<Optional<Lease>> picked = ThreadLocal.withInitial(Optional::empty);

  Cluster(Balancer balancer) {
    this.balancer = balancer;
  }

  /** It was resolved to these. */
  void update(List<Member> members) {
    balancer.update(members);
  }

  /** Whether any of these is one of its servers. */
  boolean hasAnyOf(List<Member> members) {
    return balancer.candidates().members().stream()
        .anyMatch(c -> members.stream().anyMatch(m -> m.id().equals(c.member().id())));
  }

  /**
   * Picks a server, whose lease is to be {@link #keep kept} or closed; nothing if there is none.
   */
  Optional<Lease> pick(PickContext context) {
    picked.get().ifPresent(Lease::close);
    picked.remove();
    try {
      return Optional.of(balancer.acquire(context));
    } catch (NoMemberException none) {
      return Optional.empty();
    }
  }

  /** Keeps the lease for the request that this thread is about to begin. */
  void keep(Lease lease) {
    picked.set(Optional.of(lease));
  }

  /** The lease that this thread kept, if it is for this server. */
  Optional<Lease> claim(String id) {
    Optional<Lease> claimed = picked.get().filter(lease -> lease.member().id().equals(id));
    if (claimed.isPresent()) {
      picked.remove();
    }
    return claimed;
  }
}
