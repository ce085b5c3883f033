package org.rpicluster.balancer.vertx.local;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link FixedResponse}: an answer that is always the same. Immutable. */
public final class ResponseRows {

  private static final Setting<ResponseParts, Integer> STATUS =
      new Setting<>(
          "status",
          ValueTypes.whole(200, 599),
          String.valueOf(FixedResponse.STATUS_DEFAULT),
          ResponseParts::status,
          ResponseParts::status,
          "of the answer");

  private static final Setting<ResponseParts, String> BODY =
      new Setting<>(
          "body",
          ValueTypes.written().called("text, at most 64 KiB"),
          "empty",
          ResponseParts::body,
          ResponseParts::body,
          "sent in UTF-8");

  private static final Setting<ResponseParts, String> TYPE =
      new Setting<>(
          "type",
          ValueTypes.text("a media type").called("media type"),
          "text/plain",
          ResponseParts::type,
          ResponseParts::type,
          "text without a `charset` is said to be UTF-8");

  /** All of them. */
  public static final List<Setting<ResponseParts, ?>> ALL = List.of(STATUS, BODY, TYPE);

  private ResponseRows() {}
}
