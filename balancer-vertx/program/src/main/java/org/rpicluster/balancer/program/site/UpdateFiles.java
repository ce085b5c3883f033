package org.rpicluster.balancer.program.site;

/**
 * The paths of things in a directory of updates, relative to it: for files and URLs alike.
 * Everything but the manifest and what is wanted is written once and never changed, so that a
 * reader cannot see half a change. Stateless.
 */
public final class UpdateFiles {

  /** The newest version's manifest: the file that readers ask for again and again. */
  public static final String MANIFEST = "manifest.json";

  /** The folder of archives. */
  public static final String ARCHIVES = "archives";

  /** The folder of all manifests. */
  public static final String VERSIONS = "versions";

  /** The folder of signatures. */
  public static final String SIGNATURES = "signatures";

  /** The folder of what workers are wanted to serve. */
  public static final String WANTED = "wanted";

  private UpdateFiles() {}

  /** A version's archive. */
  public static String archive(String version) {
    return ARCHIVES + "/" + version + ".tar.gz";
  }

  /** A version's manifest. */
  public static String manifest(String version) {
    return VERSIONS + "/" + version + ".json";
  }

  /**
   * The signature of a file: 64 bytes, named by what it signs. So a file and its signature are
   * never out of step, though one of them is replaced.
   */
  public static String signature(byte[] signed) {
    return SIGNATURES + "/" + Sha256.of(signed) + ".sig";
  }

  /** What one worker shall serve. */
  public static String wanted(String name) {
    return WANTED + "/" + name + ".json";
  }
}
