package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/** The bytes between two lines of dashes. Blocks for the disk; stateless. RFC 7468. */
final class PemBlock {

  /** Keys of Ed25519 take 120 bytes. */
  private static final int BYTES_MAX = 16 << 10;

  private PemBlock() {}

  static byte[] read(String option, Path file, String label, String expected) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.ISO_8859_1);
      Matcher block = Pattern.compile(form(label)).matcher(text);
      if (block.find()) {
        return Base64.getMimeDecoder().decode(block.group(1));
      }
    } catch (IOException e) {
      throw new SiteException(Check.message(option, file, "a file that can be read"));
    } catch (IllegalArgumentException e) {
      // Not Base64: said below.
    }
    throw new SiteException(Check.message(option, file, expected));
  }

  private static String form(String label) {
    return "-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----";
  }
}
