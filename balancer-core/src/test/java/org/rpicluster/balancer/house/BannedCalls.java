package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clocks, randomness, threads and the process belong to few packages; all other code is handed
 * them, so that a test can hand in its own. No thread sleeps, in code or in tests.
 */
final class BannedCalls implements HouseRule {

  private static final String TIME = "org.rpicluster.balancer.time";
  private static final String PROGRAM = "org.rpicluster.balancer.program";
  private static final String COMMAND_LINE = PROGRAM + ".cli";
  private static final Set<String> PRODUCT =
      Set.of("balancer-core", "balancer-strategies", "balancer-vertx", "balancer-vertx/program");

  private static final List<Ban> BANS =
      List.of(
          ban(
              "System\\.(nanoTime|currentTimeMillis)|\\b(Instant|Local\\w*|\\w*DateTime)\\.now\\(\\)"
                  + "|\\bClock\\.system|new Date\\(\\)",
              "take a Ticker",
              Set.of(TIME)),
          ban(
              "\\bThreadLocalRandom\\b|\\bMath\\.random\\b|new (Secure|Splittable)?Random\\(",
              "take a Chance",
              Set.of(TIME)),
          ban(
              "new (Thread|Timer)\\(|\\bExecutors\\.|new \\w*(ThreadPool|ForkJoin)\\w*\\("
                  + "|\\bThread\\.(ofVirtual|ofPlatform|startVirtualThread)\\("
                  + "|CompletableFuture\\.(run|supply)Async|\\.parallel(Stream)?\\(\\)",
              "take a Scheduler, or stay on the caller's thread",
              Set.of(TIME, PROGRAM, COMMAND_LINE)),
          ban(
              "\\bSystem\\.(exit|out|err)\\b|\\.halt\\(|\\.printStackTrace\\(",
              "throw, or log; only the program prints and exits",
              Set.of(PROGRAM, COMMAND_LINE)));

  private static final Ban SLEEP =
      ban(
          "\\bThread\\.sleep\\(|\\b(TimeUnit\\.)?(NANO|MICRO|MILLI)?SECONDS\\.sleep\\("
              + "|\\bparkNanos\\(|\\bparkUntil\\(",
          "no sleeping: wait for the condition, or use manual time",
          Set.of());

  private record Ban(Pattern call, String instead, Set<String> allowedIn) {

    void check(JavaFile file, List<Violation> violations) {
      if (allowedIn.contains(file.packageName())) {
        return;
      }
      Matcher found = call.matcher(file.code());
      while (found.find()) {
        String message = "`" + found.group() + "` is banned here: " + instead;
        violations.add(file.violation(file.lineAt(found.start()), message));
      }
    }
  }

  private static Ban ban(String regex, String instead, Set<String> allowedIn) {
    return new Ban(Pattern.compile(regex), instead, allowedIn);
  }

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    SLEEP.check(file, violations);
    if (file.isMain() && PRODUCT.contains(file.module())) {
      BANS.forEach(ban -> ban.check(file, violations));
    }
    return violations;
  }
}
