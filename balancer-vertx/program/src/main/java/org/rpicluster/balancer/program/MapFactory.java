package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.program.config.RewriteMapSettings.Pick;
import org.rpicluster.balancer.program.maps.FileMap;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.rewrite.RewriteMap;

/**
 * Makes the maps of rules; routes with the same one share it. Blocks for the disk; for one thread,
 * and one configuration each.
 */
final class MapFactory {

  private static final IntUnaryOperator WHOLE = count -> -1;

  private final Vertx vertx;
  private final Map<RewriteMapSettings, RewriteMap> made = new HashMap<>();

  MapFactory(Vertx vertx) {
    this.vertx = vertx;
  }

  Map<String, RewriteMap> of(Map<String, RewriteMapSettings> settings) {
    Map<String, RewriteMap> maps = new HashMap<>();
    settings.forEach((name, map) -> maps.put(name, made.computeIfAbsent(map, this::read)));
    return maps;
  }

  private RewriteMap read(RewriteMapSettings settings) {
    IntUnaryOperator pick = settings.pick() == Pick.RANDOM ? Chance.system()::below : WHOLE;
    try {
      return new FileMap(vertx, settings.file(), pick, Ticker.system());
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }
}
