package io.grpc.xds;

import io.grpc.xds.WeightedRoundRobinLoadBalancer.StaticStrideScheduler;
import java.util.concurrent.atomic.AtomicInteger;

/** gRPC's static stride scheduler with weights that are given instead of reported. Any thread. */
public final class StaticStride {

  private final StaticStrideScheduler scheduler;

  /** One scheduler, which begins at the first member. */
  public StaticStride(float[] weights) {
    scheduler = new StaticStrideScheduler(weights, new AtomicInteger());
  }

  /** An index. */
  public int pick() {
    return scheduler.pick();
  }
}
