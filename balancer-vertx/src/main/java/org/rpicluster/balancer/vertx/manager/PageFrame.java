package org.rpicluster.balancer.vertx.manager;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * The frame that all pages of one manager have in common. Immutable; any thread.
 *
 * @param base the manager's path, without a slash at its end
 * @param editable whether there are forms
 * @param nonce what a form must bring with it: no other site's page can know it (CWE-352)
 */
record PageFrame(String base, boolean editable, String nonce) {

  /** With a nonce of its own: 122 bits of the JDK's strong randomness. */
  static PageFrame of(String base, boolean editable) {
    return new PageFrame(base, editable, UUID.randomUUID().toString());
  }

  /** The same for who may only look. */
  PageFrame showing() {
    return new PageFrame(base, false, "");
  }

  /** Whether a form comes from a page of this manager; as long to say no as to say yes. */
  boolean isOwn(String told) {
    return MessageDigest.isEqual(
        nonce.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }

  /** The page of a cluster. */
  String page(String cluster) {
    return base + "/clusters/" + Answers.segment(cluster);
  }

  /** The page of a member. */
  String page(String cluster, String id) {
    return page(cluster) + "/members/" + Answers.segment(id);
  }

  /** Where a cluster is on the page of all. */
  static String anchor(String cluster) {
    return "cluster-" + Answers.segment(cluster);
  }
}
