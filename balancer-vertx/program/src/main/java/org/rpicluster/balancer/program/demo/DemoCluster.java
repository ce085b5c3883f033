package org.rpicluster.balancer.program.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.member.Member;

/** Starts the members, each at a free port of the loopback address. Stateless. */
public final class DemoCluster {

  private static final String HOST = "127.0.0.1";

  private DemoCluster() {}

  /**
   * Starts members named pi1, pi2 and so on. They end with {@code vertx}.
   *
   * @param count 1 or more
   */
  public static Future<List<Member>> start(Vertx vertx, int count) {
    return Site.unpack(vertx).compose(site -> start(vertx, site, count));
  }

  private static Future<List<Member>> start(Vertx vertx, Site site, int count) {
    List<Future<Member>> members =
        IntStream.rangeClosed(1, count).mapToObj(i -> start(vertx, site, "pi" + i)).toList();
    return Future.all(members).map(all -> all.list());
  }

  private static Future<Member> start(Vertx vertx, Site site, String id) {
    return vertx
        .createHttpServer()
        .requestHandler(site.router(id))
        .listen(0, HOST)
        .map(HttpServer::actualPort)
        .map(port -> Member.at("http://" + HOST + ":" + port).id(id).route(id).build());
  }
}
