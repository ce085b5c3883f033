package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A pair of keys in files, as openssl writes them. */
public record Keys(Path signing, Path verifying) {

  /** Makes a pair. */
  public static Keys make(Path folder, String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Path signing = folder.resolve(name + ".key");
      Path verifying = folder.resolve(name + ".pub");
      Files.writeString(signing, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.writeString(verifying, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      return new Keys(signing, verifying);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
