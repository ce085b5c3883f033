package org.rpicluster.balancer.pick.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code proxy_balancer_get_best_worker} and the wrapper around it, of Apache httpd 2.4.
 *
 * <p>Beyond Apache, two kinds of candidates are passed over for one pick, without credit and
 * without calling for a spare: those that the request excludes, and those that are full.
 */
public abstract class ApacheReference {

  /** All members, in the order of the configuration. */
  public final List<Worker> workers = new ArrayList<>();

  private Set<String> excluded = Set.of();
  private boolean offered;

  /** Offers a candidate to the method, with the side effects that this has in Apache. */
  protected abstract boolean isBest(Worker worker, Worker best);

  /** Apache's finder: the frame, and what the method does with its result. */
  protected abstract Worker find();

  /** Chooses a worker for a request, which begins on it; null if there is none. */
  public final Worker pick(Set<String> notThese) {
    excluded = notThese;
    Worker best = find();
    if (best != null) {
      best.busy++;
    }
    return best;
  }

  /** A request begins on the worker that its session names. */
  public final void stick(Worker chosen) {
    long total = 0;
    for (Worker worker : workers) {
      if (worker.usable()) {
        worker.status += worker.factor;
        total += worker.factor;
      }
    }
    chosen.status -= total;
    chosen.busy++;
  }

  /** The frame. */
  protected final Worker frame() {
    Worker best = null;
    offered = false;
    int maxSet = 0;
    for (int set = 0; set <= maxSet && !offered; set++) {
      int unusable = 0;
      List<Worker> spares = new ArrayList<>();
      List<Worker> standbys = new ArrayList<>();
      for (Worker worker : workers) {
        maxSet = Math.max(maxSet, worker.set);
        if (worker.set != set) {
          continue;
        }
        if (worker.draining) {
          if (!worker.spare && !worker.standby) {
            unusable++;
          }
          continue;
        }
        if (worker.spare) {
          if (worker.usable()) {
            spares.add(worker);
          }
        } else if (worker.standby) {
          if (worker.usable()) {
            standbys.add(worker);
          }
        } else if (worker.usable()) {
          best = better(worker, best);
        } else {
          unusable++;
        }
      }
      for (Worker spare : spares.subList(0, Math.min(unusable, spares.size()))) {
        best = better(spare, best);
      }
      if (!offered) {
        for (Worker standby : standbys) {
          best = better(standby, best);
        }
      }
    }
    return best;
  }

  private Worker better(Worker worker, Worker best) {
    offered = true;
    if (excluded.contains(worker.id) || worker.full()) {
      return best;
    }
    return isBest(worker, best) ? worker : best;
  }
}
