package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.ReloadReport;
import org.rpicluster.balancer.vertx.edit.Reloader;

/** Has a {@link Reload} read its file on a thread of its own, one after the other. Any thread. */
final class FileReloader implements Reloader {

  private final Reload reload;
  private final WorkerExecutor worker;

  FileReloader(Vertx vertx, Reload reload) {
    this.reload = reload;
    worker = vertx.createSharedWorkerExecutor("balancer-reload", 1);
  }

  @Override
  public Future<ReloadReport> preview() {
    return worker.executeBlocking(reload::preview);
  }

  @Override
  public Future<ReloadReport> preview(String text) {
    return worker.executeBlocking(() -> reload.preview(text));
  }

  @Override
  public Future<ReloadReport> reload(String who) {
    return worker.executeBlocking(() -> applied(who));
  }

  private ReloadReport applied(String who) {
    try {
      return reload.apply(who);
    } catch (ConfigurationException e) {
      throw refused(String.join("; ", e.lines()));
    } catch (Fault e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static EditRefused refused(String why) {
    return new EditRefused(EditRefused.Reason.CONFLICT, why);
  }
}
