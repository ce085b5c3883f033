package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.HalfOpen;
import org.rpicluster.balancer.health.Health.Recovering;
import org.rpicluster.balancer.health.Health.Suspect;
import org.rpicluster.balancer.health.Health.Up;
import org.rpicluster.balancer.health.Trial;

/** A member's health in the state file. Stateless; any thread. */
final class HealthJson {

  private HealthJson() {}

  static JsonObject of(Health health) {
    JsonObject json =
        new JsonObject()
            .put("is", health.name())
            .put("reason", health.reason())
            .put("since", health.since().toString());
    if (health instanceof Suspect suspect) {
      json.put("failures", suspect.failures());
    } else if (health instanceof Down down) {
      json.put("cause", StateFields.word(down.cause()))
          .put("ejections", down.ejections())
          .put("retry", down.retry().toString());
    } else if (health instanceof HalfOpen halfOpen) {
      json.put("ejections", halfOpen.ejections())
          .put("trials", halfOpen.trial().isSingle() ? "one" : "all");
    } else if (health instanceof Recovering recovering) {
      json.put("failures", recovering.failures())
          .put("ejections", recovering.ejections())
          .put("weightPercent", recovering.weightPercent());
    }
    return json;
  }

  static Health read(StateFields json) {
    String reason = json.text("reason");
    Instant since = json.instant("since");
    String is = json.text("is");
    return switch (is) {
      case "up" -> new Up(reason, since);
      case "suspect" -> new Suspect(reason, since, json.small("failures", 1));
      case "down" -> down(json, reason, since);
      case "half open", "probing" ->
          new HalfOpen(reason, since, json.small("ejections", 0), trial(json));
      case "recovering" -> recovering(json, reason, since);
      default -> throw json.wrong("is", is, "up, suspect, down, half open, recovering");
    };
  }

  private static Health down(StateFields json, String reason, Instant since) {
    Duration retry = json.duration("retry");
    Down.Cause cause = json.word("cause", Down.Cause.class);
    return new Down(reason, since, cause, json.small("ejections", 1), retry);
  }

  private static Trial trial(StateFields json) {
    String trials = json.text("trials");
    return switch (trials) {
      case "one" -> Trial.single();
      case "all" -> Trial.unlimited();
      default -> throw json.wrong("trials", trials, "one, all");
    };
  }

  private static Health recovering(StateFields json, String reason, Instant since) {
    int percent = (int) json.whole("weightPercent", 1, Health.WHOLE_PERCENT - 1);
    int failures = json.small("failures", 0);
    return new Recovering(reason, since, failures, json.small("ejections", 0), percent);
  }
}
