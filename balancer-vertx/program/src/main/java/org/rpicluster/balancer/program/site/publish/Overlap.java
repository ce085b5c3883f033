package org.rpicluster.balancer.program.site.publish;

/**
 * The files that a version has of another one, for visitors who meet both while workers change
 * over.
 */
public enum Overlap {
  /** Nothing: a version is its folder. */
  NONE,
  /** The assets of the version before: its pages find them on a worker that has the new one. */
  WITH_PREVIOUS,
  /**
   * It is the version before, with the assets of the folder that it lacks: once every worker has
   * them, the new pages find them on whichever worker is asked.
   */
  ASSETS_FIRST
}
