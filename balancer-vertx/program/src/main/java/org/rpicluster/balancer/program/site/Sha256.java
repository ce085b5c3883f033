package org.rpicluster.balancer.program.site;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** SHA-256 in small hexadecimal digits. Stateless; any thread. FIPS 180-4. */
public final class Sha256 {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private static final int BUFFER_BYTES = 64 << 10;

  private Sha256() {}

  /** Of bytes. */
  public static String of(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  /** Of a file, which is read to its end. Blocks. */
  public static HashCode of(Path file) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hasher.putBytes(buffer, 0, read);
      }
    }
    return hasher.hash();
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
