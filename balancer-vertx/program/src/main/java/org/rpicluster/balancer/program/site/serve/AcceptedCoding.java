package org.rpicluster.balancer.program.site.serve;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codings that a client accepts: whether gzip is one. Stateless; any thread. RFC 9110, 12.5.3.
 */
final class AcceptedCoding {

  private static final Pattern ITEM =
      Pattern.compile("\\s*([^\\s;]+)\\s*(?:;\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)\\s*)?");

  private AcceptedCoding() {}

  static boolean isGzip(List<String> fields) {
    boolean any = false;
    for (String item : String.join(",", fields).toLowerCase(Locale.ROOT).split(",")) {
      Matcher matcher = ITEM.matcher(item);
      if (matcher.matches()) {
        boolean isWanted = matcher.group(2) == null || Double.parseDouble(matcher.group(2)) > 0;
        String coding = matcher.group(1);
        if (coding.equals("gzip") || coding.equals("x-gzip")) {
          return isWanted;
        }
        any |= coding.equals("*") && isWanted;
      }
    }
    return any;
  }
}
