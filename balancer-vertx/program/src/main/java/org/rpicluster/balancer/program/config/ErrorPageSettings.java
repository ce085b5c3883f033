package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;

/**
 * The page that clients get in the place of the proxy's own sentence for one status: a file, a
 * text, or the address of another page. Immutable. Apache's {@code ErrorDocument}.
 *
 * @param file the file, if it is one
 * @param charset that its text is said to be in; empty to say none
 * @param body the text; empty if it is none
 * @param type its media type
 * @param redirect where clients are sent; empty if it is no redirect
 */
public record ErrorPageSettings(
    Optional<Path> file, String charset, String body, String type, String redirect) {

  /** What it must be. */
  public static final String EXPECTED = "a file, or a map with one of file, body and redirect";

  /** Nothing is said, which is no page yet. */
  public static final ErrorPageSettings NONE =
      new ErrorPageSettings(
          Optional.empty(), FilesSettings.CHARSET_DEFAULT, "", FixedResponse.TYPE_DEFAULT, "");

  private static final int ANY_ERROR = 500;
  private static final int TEMPORARY = 302;

  /** Checks each part. */
  public ErrorPageSettings {
    FilesSettings.requireCharset(charset);
    type = new FixedResponse(ANY_ERROR, Optional.of(body), type).type();
    if (!redirect.isEmpty()) {
      new Redirect(TEMPORARY, "", "", 0, redirect);
    }
  }

  /** A file. */
  public static ErrorPageSettings of(Path file) {
    return NONE.file(file);
  }

  /** The same with a file. */
  public ErrorPageSettings file(Path name) {
    return new ErrorPageSettings(Optional.of(name), charset, body, type, redirect);
  }

  /** The same in another character set. */
  public ErrorPageSettings charset(String name) {
    return new ErrorPageSettings(file, name, body, type, redirect);
  }

  /** The same with another text. */
  public ErrorPageSettings body(String text) {
    return new ErrorPageSettings(file, charset, text, type, redirect);
  }

  /** The same with another media type of its text. */
  public ErrorPageSettings type(String name) {
    return new ErrorPageSettings(file, charset, body, name, redirect);
  }

  /** The same with another address. */
  public ErrorPageSettings redirect(String url) {
    return new ErrorPageSettings(file, charset, body, type, url);
  }

  /** The same, if it is one page. */
  public ErrorPageSettings whole() {
    int said = (file.isPresent() ? 1 : 0) + (body.isEmpty() ? 0 : 1) + (redirect.isEmpty() ? 0 : 1);
    Check.argument(said == 1, "errorPages", said + " of them", EXPECTED);
    return this;
  }
}
