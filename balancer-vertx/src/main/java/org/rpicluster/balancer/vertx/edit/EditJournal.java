package org.rpicluster.balancer.vertx.edit;

import java.util.List;
import java.util.Map;

/** The journal of operators' edits. Any thread, but for an event loop: it may take O(members). */
public interface EditJournal {

  /** Nothing, and nothing is kept of it. */
  EditJournal NONE =
      new EditJournal() {
        @Override
        public List<EditRecord> latest() {
          return List.of();
        }

        @Override
        public ClusterDifference differenceOf(String cluster) {
          return ClusterDifference.NONE;
        }
      };

  /** The latest edits since the program began, the newest first; how many are kept is bounded. */
  List<EditRecord> latest();

  /** How a cluster differs from the configuration now; a cluster that there is not, in nothing. */
  ClusterDifference differenceOf(String cluster);

  /** The members of a cluster that were found, by their ids. */
  default Map<String, DiscoveryOrigin> foundIn(String cluster) {
    return Map.of();
  }
}
