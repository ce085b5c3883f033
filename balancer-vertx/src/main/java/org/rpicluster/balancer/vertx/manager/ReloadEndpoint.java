package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.edit.ReloadReport;
import org.rpicluster.balancer.vertx.edit.Reloader;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalRefusal;

/**
 * Has the configuration file read again, or says what that would change, or what another text in
 * its place would. What is read is the file that the program was started with, and no other that a
 * client names. Immutable; on the request's event loop.
 */
final class ReloadEndpoint {

  /** Some thousand members. */
  private static final int TEXT_BYTES_MAX = 256 << 10;

  private static final String TEXT = "configuration";

  private final Editor edits;
  private final Access access;
  private final EditEndpoints calls;

  /**
   * For one manager.
   *
   * @param calls says what a reload that fails is answered with
   */
  ReloadEndpoint(Editor edits, Access access, EditEndpoints calls) {
    this.edits = edits;
    this.access = access;
    this.calls = calls;
  }

  /** {@code GET …/reload}: what it would change. */
  void preview(ManagerCall call) {
    LocalExchange exchange = call.exchange();
    with(Reloader::preview)
        .onComplete(report -> exchange.loop().execute(() -> answer(exchange, report)));
  }

  /** {@code POST …/reload/preview}: what a text that comes with it would change. */
  void compare(ManagerCall call) {
    LocalExchange exchange = call.exchange();
    RequestBody.of(exchange, true, TEXT_BYTES_MAX)
        .map(ReloadEndpoint::text)
        .compose(text -> with(reloader -> reloader.preview(text)))
        .onComplete(report -> exchange.loop().execute(() -> answer(exchange, report)));
  }

  private static String text(JsonObject json) {
    if (json.size() == 1 && json.getValue(TEXT) instanceof String text) {
      return text;
    }
    String expected = "an object whose " + TEXT + " is a text, and nothing else";
    throw new LocalRefusal(400, Check.message("body", json.fieldNames(), expected));
  }

  /** {@code POST …/reload}. */
  void reload(ManagerCall call) {
    LocalExchange exchange = call.exchange();
    String who = access.who(exchange);
    RequestBody.of(exchange, false)
        .compose(json -> with(reloader -> reloader.reload(who)))
        .onComplete(report -> exchange.loop().execute(() -> answer(exchange, report)));
  }

  private Future<ReloadReport> with(Function<Reloader, Future<ReloadReport>> asked) {
    String none = Check.message("reload", "no file", "a program that was started with one");
    return edits
        .reloader()
        .map(asked)
        .orElseGet(() -> Future.failedFuture(new EditRefused(EditRefused.Reason.UNKNOWN, none)));
  }

  private void answer(LocalExchange exchange, AsyncResult<ReloadReport> report) {
    if (exchange.isOver()) {
      return; // the client has left
    }
    if (report.succeeded()) {
      Answers.json(exchange, 200, json(report.result()));
    } else {
      calls.failed(exchange, report.cause());
    }
  }

  private static JsonObject json(ReloadReport report) {
    return new JsonObject()
        .put("file", report.file())
        .put("sha256", report.sha256())
        .put("errors", new JsonArray(report.errors()))
        .put("changes", new JsonArray(report.changes()))
        .put("summary", report.summary());
  }
}
