package org.rpicluster.balancer.vertx.http.codec;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The name of a field, ready to be looked for in a {@link Head}: those of the standards, of proxies
 * and of browsers have a number, which each head notes for each of its fields; any other is
 * compared byte by byte. Case does not count. Immutable; any thread. RFC 9110 §5.1.
 */
public final class FieldName {

  private static final List<FieldName> KNOWN = new ArrayList<>();

  public static final FieldName ACCEPT = known("Accept");
  public static final FieldName ACCEPT_ENCODING = known("Accept-Encoding");
  public static final FieldName ACCEPT_LANGUAGE = known("Accept-Language");
  public static final FieldName ACCEPT_RANGES = known("Accept-Ranges");
  public static final FieldName ACCESS_CONTROL_ALLOW_ORIGIN = known("Access-Control-Allow-Origin");
  public static final FieldName AGE = known("Age");
  public static final FieldName ALLOW = known("Allow");
  public static final FieldName ALT_SVC = known("Alt-Svc");
  public static final FieldName AUTHORIZATION = known("Authorization");
  public static final FieldName CACHE_CONTROL = known("Cache-Control");
  public static final FieldName CONNECTION = known("Connection");
  public static final FieldName CONTENT_DISPOSITION = known("Content-Disposition");
  public static final FieldName CONTENT_ENCODING = known("Content-Encoding");
  public static final FieldName CONTENT_LANGUAGE = known("Content-Language");
  public static final FieldName CONTENT_LENGTH = known("Content-Length");
  public static final FieldName CONTENT_LOCATION = known("Content-Location");
  public static final FieldName CONTENT_RANGE = known("Content-Range");
  public static final FieldName CONTENT_SECURITY_POLICY = known("Content-Security-Policy");
  public static final FieldName CONTENT_TYPE = known("Content-Type");
  public static final FieldName COOKIE = known("Cookie");
  public static final FieldName DNT = known("DNT");
  public static final FieldName DATE = known("Date");
  public static final FieldName ETAG = known("ETag");
  public static final FieldName EXPECT = known("Expect");
  public static final FieldName EXPIRES = known("Expires");
  public static final FieldName FORWARDED = known("Forwarded");
  public static final FieldName HOST = known("Host");
  public static final FieldName HTTP2_SETTINGS = known("HTTP2-Settings");
  public static final FieldName IF_MATCH = known("If-Match");
  public static final FieldName IF_MODIFIED_SINCE = known("If-Modified-Since");
  public static final FieldName IF_NONE_MATCH = known("If-None-Match");
  public static final FieldName IF_RANGE = known("If-Range");
  public static final FieldName IF_UNMODIFIED_SINCE = known("If-Unmodified-Since");
  public static final FieldName KEEP_ALIVE = known("Keep-Alive");
  public static final FieldName LAST_MODIFIED = known("Last-Modified");
  public static final FieldName LINK = known("Link");
  public static final FieldName LOCATION = known("Location");
  public static final FieldName MAX_FORWARDS = known("Max-Forwards");
  public static final FieldName ORIGIN = known("Origin");
  public static final FieldName PERSISTENT_AUTH = known("Persistent-Auth");
  public static final FieldName PRAGMA = known("Pragma");
  public static final FieldName PRIORITY = known("Priority");
  public static final FieldName PROXY = known("Proxy");
  public static final FieldName PROXY_AUTHENTICATE = known("Proxy-Authenticate");
  public static final FieldName PROXY_AUTHORIZATION = known("Proxy-Authorization");
  public static final FieldName PROXY_CONNECTION = known("Proxy-Connection");
  public static final FieldName RANGE = known("Range");
  public static final FieldName REFERER = known("Referer");
  public static final FieldName REFERRER_POLICY = known("Referrer-Policy");
  public static final FieldName REFRESH = known("Refresh");
  public static final FieldName RETRY_AFTER = known("Retry-After");
  public static final FieldName SEC_FETCH_DEST = known("Sec-Fetch-Dest");
  public static final FieldName SEC_FETCH_MODE = known("Sec-Fetch-Mode");
  public static final FieldName SEC_FETCH_SITE = known("Sec-Fetch-Site");
  public static final FieldName SEC_FETCH_USER = known("Sec-Fetch-User");
  public static final FieldName SEC_WEBSOCKET_ACCEPT = known("Sec-WebSocket-Accept");
  public static final FieldName SEC_WEBSOCKET_EXTENSIONS = known("Sec-WebSocket-Extensions");
  public static final FieldName SEC_WEBSOCKET_KEY = known("Sec-WebSocket-Key");
  public static final FieldName SEC_WEBSOCKET_PROTOCOL = known("Sec-WebSocket-Protocol");
  public static final FieldName SEC_WEBSOCKET_VERSION = known("Sec-WebSocket-Version");
  public static final FieldName SERVER = known("Server");
  public static final FieldName SET_COOKIE = known("Set-Cookie");
  public static final FieldName STRICT_TRANSPORT_SECURITY = known("Strict-Transport-Security");
  public static final FieldName TE = known("TE");
  public static final FieldName TRAILER = known("Trailer");
  public static final FieldName TRANSFER_ENCODING = known("Transfer-Encoding");
  public static final FieldName UPGRADE = known("Upgrade");
  public static final FieldName UPGRADE_INSECURE_REQUESTS = known("Upgrade-Insecure-Requests");
  public static final FieldName USER_AGENT = known("User-Agent");
  public static final FieldName VARY = known("Vary");
  public static final FieldName VIA = known("Via");
  public static final FieldName WARNING = known("Warning");
  public static final FieldName WWW_AUTHENTICATE = known("WWW-Authenticate");
  public static final FieldName X_CONTENT_TYPE_OPTIONS = known("X-Content-Type-Options");
  public static final FieldName X_FORWARDED_FOR = known("X-Forwarded-For");
  public static final FieldName X_FORWARDED_HOST = known("X-Forwarded-Host");
  public static final FieldName X_FORWARDED_PORT = known("X-Forwarded-Port");
  public static final FieldName X_FORWARDED_PROTO = known("X-Forwarded-Proto");
  public static final FieldName X_FRAME_OPTIONS = known("X-Frame-Options");
  public static final FieldName X_POWERED_BY = known("X-Powered-By");
  public static final FieldName X_REAL_IP = known("X-Real-IP");
  public static final FieldName X_REQUEST_ID = known("X-Request-ID");
  public static final FieldName X_REQUESTED_WITH = known("X-Requested-With");
  public static final FieldName X_XSS_PROTECTION = known("X-XSS-Protection");

  /** That of a name without one. */
  static final int NO_NUMBER = 0;

  private static final FieldName[] BY_NUMBER = new FieldName[KNOWN.size() + 1];

  static {
    KNOWN.forEach(name -> BY_NUMBER[name.number] = name);
  }

  private final String text;
  private final byte[] lower;
  private final AsciiString lowerText;
  private final String lowerString;
  private final byte[] written;
  private final int number;

  private FieldName(String text, int number) {
    this.text = text;
    this.number = number;
    written = text.getBytes(StandardCharsets.ISO_8859_1);
    lower = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    lowerText = new AsciiString(lower, false);
    lowerString = lowerText.toString();
  }

  private static FieldName known(String text) {
    FieldName name = new FieldName(text, KNOWN.size() + 1);
    KNOWN.add(name);
    return name;
  }

  /** The one that has this number. */
  static FieldName known(int number) {
    return BY_NUMBER[number];
  }

  /** Those that have a number, in the order of their numbers. */
  static List<FieldName> known() {
    return Collections.unmodifiableList(KNOWN);
  }

  /**
   * A name that a setting or a stage asks for.
   *
   * @throws IllegalArgumentException if no field can have it
   */
  public static FieldName of(String text) {
    FieldName name = new FieldName(text, NO_NUMBER);
    if (text.isEmpty() || Octets.tokenEnd(name.written, 0, text.length()) < text.length()) {
      throw new IllegalArgumentException("name: " + text + " (expected: a token)");
    }
    FieldName known = KnownNames.find(name.lower, 0, name.lower.length);
    return known == null ? name : known;
  }

  /** A name in lower case, as HTTP/2 writes it: of those with a number always the same object. */
  public static AsciiString lowerCase(CharSequence name) {
    FieldName known = KnownNames.find(name);
    return known == null ? AsciiString.of(name).toLowerCase() : known.lowerText;
  }

  /** From 1 on; 0 for a name that is none of the usual ones. */
  int number() {
    return number;
  }

  int length() {
    return written.length;
  }

  /** As the standard writes it, or its first user; not to be changed. */
  byte[] written() {
    return written;
  }

  /** In lower case, as HTTP/2 writes it. */
  AsciiString lowerText() {
    return lowerText;
  }

  /** Whether these bytes, as many as it has, are this name as the standard writes it. */
  boolean isWrittenAt(byte[] bytes, int from) {
    return Arrays.equals(bytes, from, from + written.length, written, 0, written.length);
  }

  /** Whether a text, as long as it is, is this name; mostly in one of two ways of writing it. */
  boolean isText(String other) {
    return other.equals(text) || other.equals(lowerString) || Octets.isSame(written, 0, other);
  }

  /** Whether these bytes, as many as it has, are this name; mostly written as the standard does. */
  boolean isAt(byte[] bytes, int from) {
    return isWrittenAt(bytes, from)
        || Arrays.equals(bytes, from, from + lower.length, lower, 0, lower.length)
        || Octets.isSame(bytes, from, lower, lower.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldName name
        && name.number == number
        && (number != NO_NUMBER || name.lower.length == lower.length && name.isAt(lower, 0));
  }

  @Override
  public int hashCode() {
    return text.toLowerCase(Locale.ROOT).hashCode();
  }

  /** As the standard writes it, or its first user. */
  @Override
  public String toString() {
    return text;
  }
}
