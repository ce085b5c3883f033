package org.rpicluster.balancer.program;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rpicluster.balancer.program.config.ErrorPageFile;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.site.serve.ContentTypes;
import org.rpicluster.balancer.vertx.proxy.ErrorPages;
import org.rpicluster.balancer.vertx.proxy.ErrorPages.ErrorPage;

/** Makes a route's pages of what a configuration says of them. Blocks for the disk; stateless. */
final class ErrorPagesFactory {

  private ErrorPagesFactory() {}

  /**
   * Reads them.
   *
   * @throws Fault if a file cannot be read
   */
  static ErrorPages read(Map<Integer, ErrorPageSettings> settings) {
    Map<Integer, ErrorPage> pages = new HashMap<>();
    settings.forEach((status, page) -> pages.put(status, page(status, page)));
    return new ErrorPages(pages);
  }

  private static ErrorPage page(int status, ErrorPageSettings page) {
    if (!page.redirect().isEmpty()) {
      return ErrorPage.elsewhere(page.redirect());
    }
    return page.file()
        .map(file -> read(status, file, page.charset()))
        .orElseGet(() -> new ErrorPage(page.type(), page.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static ErrorPage read(int status, Path file, String charset) {
    try {
      String type = ContentTypes.of(file.toString(), charset);
      return new ErrorPage(type, ErrorPageFile.read(status, file));
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }
}
