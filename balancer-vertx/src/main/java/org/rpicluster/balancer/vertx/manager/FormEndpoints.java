package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRecord;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalRefusal;

/**
 * The paths to which the page's forms are sent: each is read, has its edit made, and leads back to
 * the page; the script asks for JSON instead. A form that does not bring the page's nonce changes
 * nothing. Immutable; on the request's event loop.
 */
final class FormEndpoints {

  private final PageFrame frame;
  private final Editor edits;
  private final Supplier<List<Balancer>> balancers;
  private final Access access;
  private final EditEndpoints calls;

  /**
   * Forms of one manager.
   *
   * @param balancers the clusters there are now
   * @param calls says what a failed edit is answered with
   */
  FormEndpoints(
      PageFrame frame,
      Editor edits,
      Supplier<List<Balancer>> balancers,
      Access access,
      EditEndpoints calls) {
    this.frame = frame;
    this.edits = edits;
    this.balancers = balancers;
    this.access = access;
    this.calls = calls;
  }

  /** {@code POST …/clusters/C}: its strategy, a member that is to join, back to the file. */
  void cluster(ManagerCall call) {
    String back = frame.base() + "#" + PageFrame.anchor(call.cluster());
    make(call, back, form -> Optional.of(FormEdits.ofCluster(call.cluster(), form)));
  }

  /** {@code POST …/clusters/C/members/ID}: its settings, recovery, removal, back to the file. */
  void member(ManagerCall call) {
    String back = frame.base() + "#" + PageFrame.anchor(call.cluster());
    make(call, back, form -> FormEdits.ofMember(call.cluster(), call.member(), form));
  }

  /** {@code POST …/edits}: undo. */
  void edits(ManagerCall call) {
    make(call, frame.base() + "/edits", form -> Optional.of(calls.undo(form.get("undo"))));
  }

  /** {@code POST} of Apache's manager: what is to change of {@code b} or {@code w}. */
  void apache(ManagerCall call, Consumer<ManagerCall> shown) {
    LocalExchange exchange = call.exchange();
    String who = access.who(exchange);
    RequestBody.form(exchange)
        .map(this::own)
        .map(form -> new ApacheForm(form, balancers.get()).edits())
        .compose(asked -> all(asked, who))
        .onComplete(
            made ->
                exchange
                    .loop()
                    .execute(
                        () -> {
                          if (exchange.isOver()) {
                            return; // the client has left
                          } else if (made.failed()) {
                            calls.failed(exchange, made.cause());
                          } else {
                            shown.accept(call);
                          }
                        }));
  }

  private Future<Void> all(List<Edit> asked, String who) {
    Future<Void> made = Future.succeededFuture();
    for (Edit edit : asked) {
      made = made.compose(before -> edits.make(edit, who));
    }
    return made;
  }

  private void make(ManagerCall call, String back, Function<SubmittedForm, Optional<Edit>> reader) {
    LocalExchange exchange = call.exchange();
    String who = access.who(exchange);
    RequestBody.form(exchange)
        .map(this::own)
        .map(reader)
        .compose(edit -> made(edit, who))
        .onComplete(made -> exchange.loop().execute(() -> answer(exchange, back, made)));
  }

  private SubmittedForm own(SubmittedForm form) {
    if (!frame.isOwn(form.get("nonce"))) {
      throw new LocalRefusal(
          403, "nonce: the form is of another page, or older: load the page again");
    }
    return form;
  }

  private Future<Optional<Edit>> made(Optional<Edit> edit, String who) {
    return edit.map(asked -> edits.make(asked, who).map(edit)).orElse(Future.succeededFuture(edit));
  }

  private void answer(LocalExchange exchange, String back, AsyncResult<Optional<Edit>> made) {
    if (exchange.isOver()) {
      return; // the client has left
    }
    if (made.failed()) {
      calls.failed(exchange, made.cause());
    } else if (Answers.wantsJson(exchange)) {
      Answers.json(exchange, 200, done(made.result()));
    } else {
      Answers.seeOther(exchange, back);
    }
  }

  /** In words for the page what was done, with the number by which it can be undone. */
  private JsonObject done(Optional<Edit> edit) {
    Optional<EditRecord> last =
        edit.flatMap(
            made ->
                edits.journal().latest().stream()
                    .filter(each -> each.cluster().equals(made.cluster()))
                    .findFirst());
    JsonObject json = new JsonObject().put("done", last.map(EditRecord::what).orElse("as it was"));
    last.filter(EditRecord::undoable).ifPresent(each -> json.put("undo", each.number()));
    return json;
  }
}
