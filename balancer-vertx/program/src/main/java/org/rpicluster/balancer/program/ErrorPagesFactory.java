package org.rpicluster.balancer.program;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rpicluster.balancer.program.config.ErrorPageFile;
import org.rpicluster.balancer.program.site.serve.ContentTypes;
import org.rpicluster.balancer.vertx.proxy.ErrorPages;

/** Makes a route's pages of the files that it names. Blocks for the disk; stateless. */
final class ErrorPagesFactory {

  private ErrorPagesFactory() {}

  /**
   * Reads them.
   *
   * @throws Fault if one cannot be read
   */
  static ErrorPages read(Map<Integer, Path> files) {
    Map<Integer, ErrorPages.ErrorPage> pages = new HashMap<>();
    files.forEach((status, file) -> pages.put(status, page(status, file)));
    return new ErrorPages(pages);
  }

  private static ErrorPages.ErrorPage page(int status, Path file) {
    try {
      return new ErrorPages.ErrorPage(
          ContentTypes.of(file.toString()), ErrorPageFile.read(status, file));
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }
}
