package org.rpicluster.balancer.vertx.http.codec;

/**
 * The methods that a proxy treats in their own ways, found without text of their own. One switch
 * over the length and one comparison. RFC 9110 §9, RFC 5789.
 */
public enum RequestMethod {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  OPTIONS,
  PATCH,
  CONNECT,
  TRACE,
  /** Any other: {@link StartLine#methodText} has it. */
  OTHER;

  /** The one in these bytes; case counts. */
  static RequestMethod of(byte[] bytes, int from, int end) {
    return switch (end - from) {
      case 3 -> bytes[from] == 'G' ? GET.or(bytes, from) : PUT.or(bytes, from);
      case 4 -> bytes[from] == 'P' ? POST.or(bytes, from) : HEAD.or(bytes, from);
      case 5 -> bytes[from] == 'P' ? PATCH.or(bytes, from) : TRACE.or(bytes, from);
      case 6 -> DELETE.or(bytes, from);
      case 7 -> bytes[from] == 'O' ? OPTIONS.or(bytes, from) : CONNECT.or(bytes, from);
      default -> OTHER;
    };
  }

  private RequestMethod or(byte[] bytes, int from) {
    String name = name();
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return OTHER;
      }
    }
    return this;
  }
}
