package org.rpicluster.balancer.strategy;

import static org.rpicluster.balancer.pick.TestCluster.NO_MEMBER;
import static org.rpicluster.balancer.pick.TestCluster.member;
import static org.rpicluster.balancer.pick.TestCluster.name;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.pick.reference.ApacheReference;
import org.rpicluster.balancer.pick.reference.Worker;

/**
 * A random history that a picker and Apache's reference live through together; whenever they choose
 * differently, it fails with what happened last. The same seed is the same history.
 */
final class History {

  private static final double[] WEIGHTS = {1, 1, 1, 1, 2, 3, 5, 2.25, 17.01, 100};
  private static final int REMEMBERED = 40;

  private final Random random;
  private final TestCluster cluster;
  private final ApacheReference reference;
  private final List<Open> open = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();
  private final boolean calm;
  private int joined;

  /** A request in flight: a candidate here, a worker there. */
  private record Open(Candidate candidate, Worker worker) {}

  History(Strategy strategy, ApacheReference reference, long seed) {
    this.random = new Random(seed);
    this.cluster = new TestCluster(strategy);
    this.reference = reference;
    // In half of them changes are rare, so that the quick ways have time to be taken.
    this.calm = random.nextBoolean();
    for (int i = random.nextInt(9); i >= 0; i--) {
      join();
    }
  }

  /** Lives through this many steps. */
  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  private void step() {
    int kind = random.nextInt(calm ? 1000 : 130);
    if (kind < 20) {
      change(kind);
    } else if (kind < 30) {
      stick();
    } else if (kind < 40) {
      pickExcluding();
    } else if (kind < 65) {
      end();
    } else if (kind < 85) {
      bytes();
    } else {
      pick(new PickContext(), Set.of());
      if (kind % 2 == 0 || open.size() > 60) {
        end();
      }
    }
  }

  private void change(int kind) {
    if (kind < 3 || reference.workers.isEmpty()) {
      join();
      return;
    }
    Worker worker = any();
    switch (kind) {
      case 3, 4 -> leave(worker);
      case 5, 6, 7, 8 -> turnHealth(worker);
      case 9, 10 -> reweigh(worker);
      case 11 -> drain(worker);
      case 12 -> disable(worker);
      case 13 -> edit(worker, "set", m -> m.set(worker.set = random.nextInt(3)));
      case 14 -> role(worker);
      case 15, 16 -> limit(worker);
      default -> {
        log("publish");
        cluster.publish();
      }
    }
  }

  private void join() {
    if (reference.workers.size() > 40) {
      return;
    }
    String id = name(joined++);
    double weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
    Worker worker = new Worker(id);
    worker.factor = (int) Math.round(weight * 100);
    log("join " + id + " " + weight);
    cluster.add(member(id).weight(weight).build());
    reference.workers.add(worker);
  }

  private void leave(Worker worker) {
    log("leave " + worker.id);
    cluster.remove(worker.id);
    reference.workers.remove(worker);
  }

  private void turnHealth(Worker worker) {
    worker.error = !worker.error;
    log(worker.error ? "down " + worker.id : "up " + worker.id);
    if (worker.error) {
      cluster.down(worker.id);
    } else {
      cluster.up(worker.id);
    }
  }

  private void reweigh(Worker worker) {
    double weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
    worker.factor = (int) Math.round(weight * 100);
    edit(worker, "weight " + weight, m -> m.weight(weight));
  }

  private void drain(Worker worker) {
    worker.draining = !worker.draining;
    worker.disabled = false;
    AdminState state = worker.draining ? AdminState.DRAINING : AdminState.ENABLED;
    edit(worker, state.toString(), m -> m.state(state));
  }

  private void disable(Worker worker) {
    worker.disabled = !worker.disabled;
    worker.draining = false;
    AdminState state = worker.disabled ? AdminState.DISABLED : AdminState.ENABLED;
    edit(worker, state.toString(), m -> m.state(state));
  }

  private void role(Worker worker) {
    Role role = Role.values()[random.nextInt(3)];
    worker.spare = role == Role.SPARE;
    worker.standby = role == Role.STANDBY;
    edit(worker, role.toString(), m -> m.role(role));
  }

  private void limit(Worker worker) {
    worker.maxInFlight = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
    edit(worker, "limit " + worker.maxInFlight, m -> m.maxInFlight(worker.maxInFlight));
  }

  private void edit(Worker worker, String what, UnaryOperator<MemberBuilder> to) {
    log(worker.id + " " + what);
    cluster.edit(worker.id, to);
  }

  private void stick() {
    if (reference.workers.isEmpty()) {
      return;
    }
    Worker worker = any();
    log("stick " + worker.id);
    cluster.stick(worker.id);
    reference.stick(worker);
    open.add(new Open(cluster.candidate(worker.id), worker));
  }

  private void pickExcluding() {
    PickContext context = new PickContext();
    Set<String> excluded = new HashSet<>();
    for (int i = random.nextInt(6); i >= 0 && !reference.workers.isEmpty(); i--) {
      String id = any().id;
      context.exclude(cluster.candidate(id));
      excluded.add(id);
    }
    pick(context, excluded);
  }

  private void pick(PickContext context, Set<String> excluded) {
    Worker expected = reference.pick(excluded);
    Candidate picked = cluster.begin(context);
    String id = picked == Candidate.NONE ? NO_MEMBER : picked.member().id();
    String should = expected == null ? NO_MEMBER : expected.id;
    log("pick " + should + (excluded.isEmpty() ? "" : " without " + excluded));
    if (!id.equals(should)) {
      throw new AssertionError("picked " + id + " instead; before: " + String.join(", ", log));
    }
    if (expected != null) {
      open.add(new Open(picked, expected));
    }
  }

  private void end() {
    if (open.isEmpty()) {
      return;
    }
    Open ending = open.remove(random.nextInt(open.size()));
    log("end " + ending.worker.id);
    ending.worker.busy--;
    cluster.end(ending.candidate);
  }

  private void bytes() {
    if (reference.workers.isEmpty()) {
      return;
    }
    Worker worker = any();
    long up = random.nextInt(3000);
    long down = random.nextInt(100_000);
    log("bytes " + worker.id + " " + up + " " + down);
    worker.transferred += up;
    worker.read += down;
    cluster.bytes(worker.id, up, down);
  }

  private Worker any() {
    return reference.workers.get(random.nextInt(reference.workers.size()));
  }

  private void log(String step) {
    if (log.size() == REMEMBERED) {
      log.removeFirst();
    }
    log.addLast(step);
  }
}
