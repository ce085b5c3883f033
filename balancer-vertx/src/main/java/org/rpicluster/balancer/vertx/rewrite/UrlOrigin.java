package org.rpicluster.balancer.vertx.rewrite;

/** The origin of what rules have written, if it is a URL: where its path begins. Stateless. */
final class UrlOrigin {

  private UrlOrigin() {}

  /** Where the path of a URL begins; 0 of a path. */
  static int end(String url) {
    int scheme = url.indexOf("://");
    if (scheme <= 0 || !url.substring(0, scheme).chars().allMatch(UrlOrigin::isLetter)) {
      return 0;
    }
    int slash = url.indexOf('/', scheme + 3);
    return slash < 0 ? url.length() : slash;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
