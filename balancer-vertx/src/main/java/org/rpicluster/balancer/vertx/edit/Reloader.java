package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.Future;

/** Reads a program's configuration again. Any thread. */
public interface Reloader {

  /** What the file would change now. Nothing is changed. */
  Future<ReloadReport> preview();

  /**
   * What another text would change if it stood in the file. Nothing is changed.
   *
   * @param text a whole configuration
   */
  Future<ReloadReport> preview(String text);

  /**
   * Applies what the file says now.
   *
   * @param who on whose behalf, for the log
   * @return fails with {@link EditRefused} if the file has errors, or asks for what cannot be had;
   *     then nothing has changed
   */
  Future<ReloadReport> reload(String who);
}
