package org.rpicluster.balancer.vertx.settings;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The table's rows of {@link ClientLimits}: how much a client may take. Immutable. */
public final class ClientLimitRows {

  /** More than file descriptors allow on any machine that this is for. */
  private static final ValueType<OptionalInt> CONNECTION_NUMBER =
      ValueTypes.whole(1, 1_000_000)
          .as(OptionalInt::of, OptionalInt::getAsInt)
          .or("auto", OptionalInt.empty());

  /** Each connection may hold this much: a megabyte is beyond all reason. */
  private static final ValueType<Integer> HEAD =
      ValueTypes.arraySize(64, 1 << 20).called("size, 64 to 1 MiB");

  private static final ValueType<OptionalInt> ONE_FIELD =
      ValueTypes.arraySize(64, 1 << 20)
          .called("size, 64 to 1 MiB")
          .as(OptionalInt::of, OptionalInt::getAsInt)
          .or("none", OptionalInt.empty());

  private static final ValueType<OptionalInt> REQUEST_NUMBER =
      ValueTypes.whole(1, 1_000_000)
          .as(OptionalInt::of, OptionalInt::getAsInt)
          .or("none", OptionalInt.empty());

  private static final ValueType<OptionalLong> BODY_SIZE =
      ValueTypes.size(0, Long.MAX_VALUE)
          .as(OptionalLong::of, OptionalLong::getAsLong)
          .or("none", OptionalLong.empty());

  /** More would be waited for in the client, and here remembered one by one. */
  private static final int STREAMS_MOST = 100;

  private static final Setting<ClientLimits, OptionalInt> CONNECTIONS =
      new Setting<>(
          "connections",
          CONNECTION_NUMBER,
          "auto",
          ClientLimits::connections,
          ClientLimits::connections,
          "of all clients at one time");

  private static final Setting<ClientLimits, Integer> REQUEST_LINE =
      new Setting<>(
          "requestLine",
          HEAD,
          "8KiB",
          ClientLimits::requestLineBytes,
          ClientLimits::requestLineBytes,
          "method, target and version");

  private static final Setting<ClientLimits, Integer> HEADERS =
      new Setting<>(
          "headers",
          HEAD,
          "16KiB",
          ClientLimits::headerBytes,
          ClientLimits::headerBytes,
          "all fields of a request");

  private static final Setting<ClientLimits, Integer> HEADER_COUNT =
      new Setting<>(
          "headerCount",
          ValueTypes.whole(1, 10_000),
          "100",
          ClientLimits::headerCount,
          ClientLimits::headerCount,
          "their number");

  private static final Setting<ClientLimits, OptionalInt> HEADER =
      new Setting<>(
          "header",
          ONE_FIELD,
          "none",
          limits -> limits.fields().eachBytes(),
          (limits, most) -> limits.fields(limits.fields().eachBytes(most)),
          "one field");

  private static final Setting<ClientLimits, Integer> HEADERS_STATUS =
      new Setting<>(
          "headersStatus",
          ValueTypes.numbers(List.of(431, 400)),
          "431",
          limits -> limits.fields().status(),
          (limits, status) -> limits.fields(limits.fields().status(status)),
          "what clients are told of fields that are too large or too many");

  private static final Setting<ClientLimits, OptionalInt> REQUESTS =
      new Setting<>(
          "requests",
          REQUEST_NUMBER,
          "none",
          ClientLimits::requests,
          ClientLimits::requests,
          "one after the other on a connection of HTTP/1.1");

  private static final Setting<ClientLimits, OptionalLong> BODY =
      new Setting<>(
          "body",
          BODY_SIZE,
          "none",
          ClientLimits::bodyBytes,
          ClientLimits::bodyBytes,
          "of one request");

  private static final Setting<ClientLimits, Integer> STREAMS =
      new Setting<>(
          "streams",
          ValueTypes.whole(1, STREAMS_MOST),
          "100",
          ClientLimits::streams,
          ClientLimits::streams,
          "requests at one time on a connection of HTTP/2");

  /** All of them. */
  public static final List<Setting<ClientLimits, ?>> ALL =
      List.of(
          CONNECTIONS,
          REQUEST_LINE,
          HEADERS,
          HEADER_COUNT,
          HEADER,
          HEADERS_STATUS,
          BODY,
          STREAMS,
          REQUESTS);

  private ClientLimitRows() {}
}
