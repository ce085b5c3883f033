package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The proxy answers itself instead of carrying the request: a status, and one sentence that says
 * why and nothing about the cluster's inside. Without a stack trace; an everyday event.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExchangeEnd end;
  private final int status;
  private final boolean closesConnection;

  Refusal(int status, String sentence) {
    this(ExchangeEnd.REFUSED, status, sentence, false);
  }

  /** Of a request that might have been carried, had a member served it. */
  Refusal(ExchangeEnd end, int status, String sentence) {
    this(end, status, sentence, false);
  }

  private Refusal(ExchangeEnd end, int status, String sentence, boolean closesConnection) {
    super(sentence, null, false, false);
    this.end = end;
    this.status = status;
    this.closesConnection = closesConnection;
  }

  /** Of a request that is not as it should be: what follows it is not read any more. */
  static Refusal malformed(int status, String sentence) {
    return new Refusal(ExchangeEnd.REFUSED, status, sentence, true);
  }

  /** After an error of our own: the state of the connection is unknown. */
  static Refusal failed() {
    return failed("Something went wrong here.");
  }

  /** The proxy was handed a request that it cannot carry: its embedder has to mend that. */
  static Refusal failed(String sentence) {
    return new Refusal(ExchangeEnd.FAILED, 500, sentence, true);
  }

  /**
   * Of a request for which there is no memory left: its client may come again, with another one.
   */
  static Refusal noMemory() {
    return new Refusal(ExchangeEnd.NO_MEMORY, 503, "There are too many requests.", true);
  }

  /** How the exchange ends. */
  ExchangeEnd end() {
    return end;
  }

  /** Why it was refused, for the log; empty where its end says all. */
  String reason() {
    return end == ExchangeEnd.REFUSED || end == ExchangeEnd.FAILED ? sentence() : "";
  }

  /** Of a request for a host that has another certificate. RFC 9110 §15.5.20. */
  static Refusal misdirected() {
    return malformed(421, "This connection was made for another host.");
  }

  /** The client has kept us waiting: for the rest of its body, or to take its answer. */
  static Refusal tooSlow() {
    return new Refusal(ExchangeEnd.CLIENT_SLOW, 408, "The client did not go on in time.", true);
  }

  /** The client has begun a head, and not gone on with it. */
  static Refusal headTooSlow() {
    return new Refusal(ExchangeEnd.CLIENT_SLOW, 408, "The request did not arrive in time.", true);
  }

  /** Of a method and a target that are longer than a line may be. RFC 9112 §3. */
  static Refusal lineTooLong() {
    return malformed(414, "The request line is too long.");
  }

  /** Of a body whose end is known, if its coding were. RFC 9112 §6.1. */
  static Refusal codingUnknown() {
    return malformed(501, "The only transfer coding known here is chunked.");
  }

  /** Of more fields than there may be. RFC 6585 §5. */
  static Refusal tooManyFields(int status) {
    return malformed(status, "There are too many fields.");
  }

  /** Of fields that take more than they may. RFC 6585 §5. */
  static Refusal fieldsTooLarge(int status) {
    return malformed(status, "The header fields are too large.");
  }

  /** Of a body beyond the limit. The client hears it while it still sends: no close at once. */
  static Refusal bodyTooLarge() {
    return new Refusal(413, "The request's body is too large.");
  }

  /** Of a user who is authenticated with the connection, which cannot be one client's here. */
  static Refusal connectionAuth() {
    return new Refusal(
        502, "The server authenticates connections (NTLM, Negotiate), which needs HTTP/1.1.");
  }

  /** In the place of what a member has answered, which is no fault of the exchange. */
  static Refusal inPlaceOf(int status) {
    String phrase = HttpResponseStatus.valueOf(status).reasonPhrase();
    return new Refusal(ExchangeEnd.COMPLETE, status, phrase + ".");
  }

  /** Of a CONNECT, whose client would take any other success for a tunnel. RFC 9110 §9.3.6. */
  static Refusal notSwitched() {
    return new Refusal(502, "The server has not taken up the protocol.");
  }

  boolean closesConnection() {
    return closesConnection;
  }

  int status() {
    return status;
  }

  String sentence() {
    return getMessage();
  }
}
