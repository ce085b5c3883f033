package org.rpicluster.balancer.vertx.http.codec;

/**
 * The first line of a head, as places in its bytes: method and target of a request, status and
 * reason of an answer. Text is made only where one asks for it. One for each head, used again with
 * it; on its event loop only. RFC 9112 §3, §4.
 */
public final class StartLine {

  /** It must be written anew. */
  static final int NOWHERE = -1;

  private final HeadBytes bytes;
  private RequestMethod method = RequestMethod.OTHER;
  private int status;
  int methodStart;
  int methodEnd;

  /** Where a target is, or a reason. */
  int restStart;

  int restEnd;
  int minorVersion = 1;

  /** Where it begins, if it can be copied as it stands; it ends at {@link #end} then. */
  int plainStart = NOWHERE;

  int end;

  StartLine(HeadBytes bytes) {
    this.bytes = bytes;
  }

  /** Begins a request of HTTP/1.1. */
  public void request(CharSequence methodText, CharSequence target) {
    int from = bytes.end;
    bytes.putToken(methodText);
    method(from, bytes.end);
    target(target);
  }

  /** Asks for something else. */
  public void target(CharSequence target) {
    int from = bytes.end;
    bytes.putWord(target);
    rest(from, bytes.end);
  }

  /** Begins an answer of HTTP/1.1, or makes it another. */
  public void answer(int code, CharSequence reason) {
    if (code < 100 || code > 999) {
      throw new IllegalArgumentException("status: " + code + " (expected: 100 to 999)");
    }
    int from = bytes.end;
    bytes.put(reason);
    status = code;
    rest(from, bytes.end);
  }

  /** The method of a request, or {@link RequestMethod#OTHER}. */
  public RequestMethod method() {
    return method;
  }

  /** The method of a request, whichever it is. */
  public String methodText() {
    return method == RequestMethod.OTHER ? bytes.text(methodStart, methodEnd) : method.name();
  }

  /** That of a request, as it stands there. */
  public String target() {
    return bytes.text(restStart, restEnd);
  }

  /** That of an answer; 0 in a request. */
  public int status() {
    return status;
  }

  /** That of an answer; it may be empty. */
  public String reason() {
    return bytes.text(restStart, restEnd);
  }

  /** How many bytes the reason has. */
  public int reasonLength() {
    return restEnd - restStart;
  }

  /** Whether the reason is this text. */
  public boolean isReason(CharSequence text) {
    boolean same = text.length() == restEnd - restStart;
    for (int i = 0; same && i < text.length(); i++) {
      same = bytes.array[restStart + i] == text.charAt(i);
    }
    return same;
  }

  /** 0 or 1; what an answer says beyond is 1. RFC 9110 §2.5. */
  public int minorVersion() {
    return minorVersion;
  }

  void clear() {
    method = RequestMethod.OTHER;
    status = 0;
    methodStart = 0;
    methodEnd = 0;
    minorVersion = 1;
    end = 0;
    rest(0, 0);
  }

  void method(int from, int to) {
    method = RequestMethod.of(bytes.array, from, to);
    methodStart = from;
    methodEnd = to;
  }

  void status(int code) {
    status = code;
  }

  /** The target or the reason; the line is no longer as it was. */
  void rest(int from, int to) {
    restStart = from;
    restEnd = to;
    plainStart = NOWHERE;
  }

  void copy(StartLine other) {
    method = other.method;
    status = other.status;
    methodStart = other.methodStart;
    methodEnd = other.methodEnd;
    restStart = other.restStart;
    restEnd = other.restEnd;
    minorVersion = other.minorVersion;
    plainStart = other.plainStart;
    end = other.end;
  }
}
