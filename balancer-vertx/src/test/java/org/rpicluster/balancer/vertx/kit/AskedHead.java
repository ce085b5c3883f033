package org.rpicluster.balancer.vertx.kit;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.rpicluster.balancer.vertx.downstream.InboundHead;

/** The head of a request that never was: its method and target, and nothing else. */
public final class AskedHead {

  private AskedHead() {}

  /** With its first line. */
  public static InboundHead of(String method, String target) {
    Map<String, Object> answers = Map.of("method", method, "target", target);
    return (InboundHead)
        Proxy.newProxyInstance(
            InboundHead.class.getClassLoader(),
            new Class<?>[] {InboundHead.class},
            (self, asked, arguments) -> answers.get(asked.getName()));
  }
}
