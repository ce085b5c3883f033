package org.rpicluster.balancer.vertx.upstream;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The one {@link ConnectionLimit} of each member, which its pools on all event loops share, and
 * which lasts as long as any of them: one loop may still have business with where a member was when
 * another has turned to where it is now. Asked once per pool. Any thread.
 */
final class MemberLimits {

  private final int connectionsMax;
  private final int tunnelsMax;
  private final Map<Key, WeakReference<ConnectionLimit>> limits = new HashMap<>();

  MemberLimits(int connectionsMax, int tunnelsMax) {
    this.connectionsMax = connectionsMax;
    this.tunnelsMax = tunnelsMax;
  }

  /** The limit of a member. A slot whose member is elsewhere now has another one. */
  synchronized ConnectionLimit of(Candidate candidate) {
    Key key = new Key(candidate.slot(), candidate.member().url());
    ConnectionLimit limit = standing(key);
    if (limit == null) {
      limit = new ConnectionLimit(connectionsMax, tunnelsMax);
      limits.values().removeIf(unused -> unused.get() == null);
      limits.put(key, new WeakReference<>(limit));
    }
    return limit;
  }

  /** The connections of a member now. */
  synchronized ConnectionUse use(Candidate candidate) {
    ConnectionLimit limit = standing(new Key(candidate.slot(), candidate.member().url()));
    return limit == null ? ConnectionUse.NONE : limit.use();
  }

  private @Nullable ConnectionLimit standing(Key key) {
    WeakReference<ConnectionLimit> limit = limits.get(key);
    return limit == null ? null : limit.get();
  }

  private record Key(int slot, URI url) {}
}
