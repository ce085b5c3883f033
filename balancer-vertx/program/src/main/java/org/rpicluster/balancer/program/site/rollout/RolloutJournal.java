package org.rpicluster.balancer.program.site.rollout;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * The journal of a roll-out, in a file that is whole at any moment: how far it has come, so that
 * one that was killed goes on, and one that is over can be taken back. A write to the disk at each
 * step of a member. Any thread.
 */
public final class RolloutJournal {

  /** Where a member is. */
  enum Step {
    WAITING,
    BEGUN,
    DONE
  }

  /**
   * A member's entry.
   *
   * @param step where it is
   * @param state what the operator wanted of it before
   * @param before what it had before, if that could be told
   */
  record Entry(Step step, String state, String before) {

    Entry at(Step other) {
      return new Entry(other, state, before);
    }
  }

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private String cluster = "";
  private String target = "";

  private RolloutJournal(Path file) {
    this.file = file;
  }

  /**
   * The journal in a file, empty if there is none.
   *
   * @throws SiteException if the file is something else
   */
  public static RolloutJournal at(Path file) throws IOException {
    RolloutJournal journal = new RolloutJournal(file);
    if (Files.exists(file)) {
      try {
        journal.read(new JsonObject(Files.readString(file)));
      } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
        throw new SiteException(file + ": not the journal of a roll-out");
      }
    }
    return journal;
  }

  private void read(JsonObject json) {
    cluster = json.getString("cluster", "");
    target = json.getString("target", "");
    JsonObject members = json.getJsonObject("members", new JsonObject());
    for (String id : members.fieldNames()) {
      JsonObject entry = members.getJsonObject(id);
      entries.put(
          id,
          new Entry(
              Step.valueOf(entry.getString("step", "")),
              entry.getString("state", ""),
              entry.getString("before", "")));
    }
  }

  /** What the last roll-out brought; empty if there was none. */
  synchronized String target() {
    return target;
  }

  /** Whether a roll-out has begun and is not over. */
  synchronized boolean isUnderWay() {
    return entries.values().stream().anyMatch(entry -> entry.step() != Step.DONE);
  }

  /**
   * Begins a roll-out, or goes on with it.
   *
   * @throws SiteException if another one is under way
   */
  synchronized void begin(String ofCluster, String toTarget, List<String> members) {
    boolean isSame = cluster.equals(ofCluster) && target.equals(toTarget);
    if (isUnderWay() && !isSame) {
      throw new SiteException(
          file
              + ": a roll-out of "
              + target
              + " to "
              + cluster
              + " is under way: go on with it,"
              + " or --abort it, or take it --back");
    }
    if (!isUnderWay()) {
      entries.clear();
    }
    cluster = ofCluster;
    target = toTarget;
    entries.keySet().retainAll(members);
    members.forEach(id -> entries.putIfAbsent(id, new Entry(Step.WAITING, "", "")));
    write();
  }

  /** The members at a step, in the order in which they go. */
  synchronized List<String> at(Step step) {
    List<String> members = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (entry.step() == step) {
            members.add(id);
          }
        });
    return members;
  }

  synchronized Entry entry(String member) {
    return entries.getOrDefault(member, new Entry(Step.WAITING, "", ""));
  }

  /** A member is to leave: what it was is kept before anything is changed. */
  synchronized void begun(String member, String state, String before) {
    Entry entry = entry(member);
    switch (entry.step()) {
      case WAITING -> entries.put(member, new Entry(Step.BEGUN, state, before));
      case DONE -> entries.put(member, new Entry(Step.BEGUN, state, entry.before()));
      case BEGUN -> {} // it had left when the last run ended
    }
    write();
  }

  synchronized void done(String member) {
    entries.put(member, entry(member).at(Step.DONE));
    write();
  }

  /** A member has not got it, or no longer. */
  synchronized void waiting(String member) {
    entries.put(member, new Entry(Step.WAITING, "", ""));
    write();
  }

  /** Ends it: only members that have got it are left, so that they can be taken back. */
  synchronized void end() {
    at(Step.WAITING).forEach(entries::remove);
    write();
  }

  private void write() {
    JsonObject members = new JsonObject();
    entries.forEach(
        (id, entry) ->
            members.put(
                id,
                new JsonObject()
                    .put("step", entry.step().name())
                    .put("state", entry.state())
                    .put("before", entry.before())));
    JsonObject json =
        new JsonObject().put("cluster", cluster).put("target", target).put("members", members);
    try {
      Durable.write(file, (json.encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SiteException(file + ": cannot be written: " + e.getMessage());
    }
  }
}
