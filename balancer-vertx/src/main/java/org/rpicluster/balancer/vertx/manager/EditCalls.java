package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditNotStored;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.Edits;
import org.rpicluster.balancer.vertx.edit.MemberJson;
import org.rpicluster.balancer.vertx.edit.StrategyJson;

/**
 * The manager's requests that change something: each reads its body, has one edit made, and answers
 * when that is made and kept. Immutable; on the request's event loop.
 */
final class EditCalls {

  private final Vertx vertx;
  private final Edits edits;
  private final Access access;
  private final Showing showing;
  private final RecurringFaults faults;

  EditCalls(Vertx vertx, Edits edits, Access access, Showing showing, RecurringFaults faults) {
    this.vertx = vertx;
    this.edits = edits;
    this.access = access;
    this.showing = showing;
    this.faults = faults;
  }

  /** {@code PATCH …/clusters/C}. */
  void changeCluster(RoutingContext call) {
    make(call, true, json -> StrategyJson.edit(cluster(call), json), edit -> showing.cluster(call));
  }

  /** {@code POST …/clusters/C/members}. */
  void addMember(RoutingContext call) {
    make(
        call,
        true,
        json -> new Edit.AddMember(cluster(call), MemberJson.member(json)),
        edit -> showing.addedMember(call, edit.member().id()));
  }

  /** {@code PATCH …/clusters/C/members/ID}. */
  void changeMember(RoutingContext call) {
    make(
        call,
        true,
        json -> new Edit.ChangeMember(cluster(call), member(call), MemberJson.edit(json)),
        edit -> showing.member(call));
  }

  /** {@code DELETE …/clusters/C/members/ID}. */
  void removeMember(RoutingContext call) {
    make(
        call,
        false,
        json -> new Edit.RemoveMember(cluster(call), named(member(call), json)),
        edit -> showing.removedMember(call));
  }

  /** {@code POST …/clusters/C/members/ID/recover}. */
  void recoverMember(RoutingContext call) {
    make(
        call,
        false,
        json -> new Edit.RecoverMember(cluster(call), named(member(call), json)),
        edit -> showing.member(call));
  }

  private static String cluster(RoutingContext call) {
    return call.pathParam("cluster");
  }

  private static String member(RoutingContext call) {
    return call.pathParam("member");
  }

  /** The name that is in the path already says all: a field would be a misunderstanding. */
  private static String named(String id, JsonObject body) {
    Check.argument(body.isEmpty(), "body", String.join(", ", body.fieldNames()), "no fields");
    return id;
  }

  private <E extends Edit> void make(
      RoutingContext call, boolean hasBody, Function<JsonObject, E> reader, Consumer<E> answer) {
    HttpServerRequest inboundRequest = call.request();
    Context loop = vertx.getOrCreateContext();
    String who = access.who(inboundRequest);
    RequestBody.of(vertx, inboundRequest, hasBody)
        .map(reader)
        .compose(edit -> edits.make(edit, who).map(edit))
        .onComplete(made -> loop.runOnContext(turn -> answer(call, made, answer)));
  }

  private <E extends Edit> void answer(
      RoutingContext call, AsyncResult<E> made, Consumer<E> answer) {
    if (call.response().closed() || call.response().ended()) {
      return; // the client has left
    }
    if (made.succeeded()) {
      answer.accept(made.result());
      return;
    }
    int status = status(made.cause());
    if (status == 500) {
      faults.threw("an edit failed", made.cause());
      Answers.error(call.request(), status, "it failed, see the log");
    } else {
      Answers.error(call.request(), status, String.valueOf(made.cause().getMessage()));
    }
  }

  private static int status(Throwable cause) {
    if (cause instanceof EditRefused refused) {
      return refused.reason() == EditRefused.Reason.UNKNOWN ? 404 : 409;
    } else if (cause instanceof EditNotStored) {
      return 507;
    } else if (cause instanceof RequestBody.Unacceptable unacceptable) {
      return unacceptable.status();
    }
    return cause instanceof IllegalArgumentException ? 400 : 500;
  }
}
