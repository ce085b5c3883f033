package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditNotStored;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.edit.MemberJson;
import org.rpicluster.balancer.vertx.edit.StrategyJson;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalRefusal;

/**
 * The manager's requests that change something: each reads its body, has one edit made, and answers
 * when that is made and kept. Immutable; on the request's event loop.
 */
final class EditEndpoints {

  private final Editor edits;
  private final Access access;
  private final ManagerViews showing;
  private final RecurringFaults faults;

  EditEndpoints(Editor edits, Access access, ManagerViews showing, RecurringFaults faults) {
    this.edits = edits;
    this.access = access;
    this.showing = showing;
    this.faults = faults;
  }

  /** {@code PATCH …/clusters/C}. */
  void changeCluster(ManagerCall call) {
    make(
        call, true, json -> StrategyJson.edit(call.cluster(), json), edit -> showing.cluster(call));
  }

  /** {@code POST …/clusters/C/members}. */
  void addMember(ManagerCall call) {
    make(
        call,
        true,
        json -> new Edit.AddMember(call.cluster(), MemberJson.member(json)),
        edit -> showing.addedMember(call, edit.member().id()));
  }

  /** {@code PATCH …/clusters/C/members/ID}. */
  void changeMember(ManagerCall call) {
    make(
        call,
        true,
        json -> new Edit.ChangeMember(call.cluster(), call.member(), MemberJson.edit(json)),
        edit -> showing.member(call));
  }

  /** {@code DELETE …/clusters/C/members/ID}. */
  void removeMember(ManagerCall call) {
    make(
        call,
        false,
        json -> new Edit.RemoveMember(call.cluster(), named(call.member(), json)),
        edit -> showing.leftMember(call, 202));
  }

  /** {@code POST …/clusters/C/members/ID/recover}. */
  void recoverMember(ManagerCall call) {
    make(
        call,
        false,
        json -> new Edit.RecoverMember(call.cluster(), named(call.member(), json)),
        edit -> showing.member(call));
  }

  /** {@code POST …/clusters/C/members/ID/reset}. */
  void resetMember(ManagerCall call) {
    make(
        call,
        false,
        json -> new Edit.ResetMember(call.cluster(), named(call.member(), json)),
        edit -> showing.leftMember(call, 200));
  }

  /** {@code POST …/clusters/C/reset}. */
  void resetCluster(ManagerCall call) {
    make(
        call,
        false,
        json -> new Edit.ResetCluster(named(call.cluster(), json)),
        edit -> showing.cluster(call));
  }

  /** {@code POST …/edits/N/undo}. */
  void undo(ManagerCall call) {
    make(call, false, json -> undo(named(call.edit(), json)), edit -> showing.edits(call));
  }

  /** The edit that takes back the one with this number. */
  Edit undo(String number) {
    return edits.journal().latest().stream()
        .filter(edit -> Long.toString(edit.number()).equals(number))
        .findFirst()
        .map(edit -> new Edit.Undo(edit.cluster(), edit.number()))
        .orElseThrow(
            () ->
                new EditRefused(
                    EditRefused.Reason.UNKNOWN,
                    Check.message("edit", number, "the number of one of the latest edits")));
  }

  /** The name that is in the path already says all: a field would be a misunderstanding. */
  private static String named(String id, JsonObject body) {
    Check.argument(body.isEmpty(), "body", String.join(", ", body.fieldNames()), "no fields");
    return id;
  }

  private <E extends Edit> void make(
      ManagerCall call, boolean hasBody, Function<JsonObject, E> reader, Consumer<E> answer) {
    LocalExchange exchange = call.exchange();
    String who = access.who(exchange);
    RequestBody.of(exchange, hasBody)
        .map(reader)
        .compose(edit -> edits.make(edit, who).map(edit))
        .onComplete(made -> exchange.loop().execute(() -> answer(call, made, answer)));
  }

  private <E extends Edit> void answer(ManagerCall call, AsyncResult<E> made, Consumer<E> answer) {
    if (call.exchange().isOver()) {
      return; // the client has left
    }
    if (made.succeeded()) {
      answer.accept(made.result());
      return;
    }
    failed(call.exchange(), made.cause());
  }

  /** Answers why an edit was not made. */
  void failed(LocalExchange exchange, Throwable cause) {
    int status = status(cause);
    if (status == 500) {
      faults.threw("an edit failed", cause);
      showing.error(exchange, status, "it failed, see the log");
    } else {
      showing.error(exchange, status, String.valueOf(cause.getMessage()));
    }
  }

  private static int status(Throwable cause) {
    if (cause instanceof EditRefused refused) {
      return refused.reason() == EditRefused.Reason.UNKNOWN ? 404 : 409;
    } else if (cause instanceof EditNotStored) {
      return 507;
    } else if (cause instanceof LocalRefusal refusal) {
      return refusal.status();
    }
    return cause instanceof IllegalArgumentException ? 400 : 500;
  }
}
