package org.rpicluster.balancer.program.site.pull;

import java.nio.file.Path;

/**
 * The paths of things on a worker. Immutable.
 *
 * @param root the worker's directory
 */
record WorkerFolders(Path root) {

  /** The link that is the site. */
  Path current() {
    return root.resolve("current");
  }

  /** Trees; whatever is here is whole. */
  Path versions() {
    return root.resolve("versions");
  }

  Path version(String version) {
    return versions().resolve(version);
  }

  /** What pull needs for itself; never served. */
  Path own() {
    return root.resolve(".pull");
  }

  Path lock() {
    return own().resolve("lock");
  }

  Path manifests() {
    return own().resolve("manifests");
  }

  Path manifest(String version) {
    return manifests().resolve(version + ".json");
  }

  /** The tree that is being made. */
  Path fresh() {
    return own().resolve("fresh");
  }

  /** A tree that is being removed. */
  Path garbage() {
    return own().resolve("garbage");
  }

  Path freshLink() {
    return own().resolve("current");
  }

  Path downloads() {
    return own().resolve("downloads");
  }

  /** The newest manifest as it was last seen, with its validators. */
  Path seen() {
    return own().resolve("seen");
  }

  /** The version that was rolled back. */
  Path held() {
    return own().resolve("held");
  }

  /** What this worker was last wanted to serve. */
  Path wanted() {
    return own().resolve("wanted");
  }

  /** The version after whose switch a command is still to be run. */
  Path commandDue() {
    return own().resolve("command-due");
  }
}
