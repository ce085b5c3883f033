package org.rpicluster.balancer.program.config;

import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;

/**
 * The settings of one cluster's attempts. Immutable.
 *
 * @param policy what one request may cost
 * @param retryPercent how many percent of all of them may be attempted again
 * @param queue who may wait while every member is full
 */
public record AttemptSettings(AttemptPolicy policy, int retryPercent, QueuePolicy queue) {

  /** What a file says that says nothing. */
  public static final AttemptSettings DEFAULT =
      new AttemptSettings(AttemptPolicy.DEFAULT, RetryBudget.DEFAULT_PERCENT, QueuePolicy.DEFAULT);
}
