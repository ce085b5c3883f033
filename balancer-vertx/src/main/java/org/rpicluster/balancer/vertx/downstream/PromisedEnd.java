package org.rpicluster.balancer.vertx.downstream;

import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * The end of an answer as a future, where one is asked for. On the connection's event loop.
 *
 * @param answered is completed with it
 */
public record PromisedEnd(Promise<Void> answered) implements AnswerTaken {

  @Override
  public void waits() {}

  @Override
  public void taken(@Nullable Throwable failure) {
    if (failure == null) {
      answered.complete();
    } else {
      answered.fail(failure);
    }
  }
}
