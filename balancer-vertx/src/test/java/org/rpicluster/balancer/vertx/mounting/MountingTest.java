package org.rpicluster.balancer.vertx.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyHandler;
import org.rpicluster.balancer.vertx.kit.Embedding;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.Http2Client.Answer;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** The proxy behind other handlers of its embedder: what they read, held back, or answered. */
class MountingTest {

  private static final String READ_BEFORE = "The request's body was read before it came here.\n";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static String post(String body) {
    return "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\n"
          + "Host: a.test\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
          + "5\r\n"
          + "hello\r\n"
          + "0\r\n\r\n";

  private static BiConsumer<BalancingProxy, Router> plain(Consumer<Router> before) {
    return (proxy, router) -> {
      before.accept(router);
      router.route().handler(context -> proxy.handle(context.request()));
    };
  }

  private static BiConsumer<BalancingProxy, Router> asHandler(Consumer<Router> before) {
    return (proxy, router) -> {
      before.accept(router);
      router.route().handler(BalancingProxyHandler.of(proxy));
    };
  }

  private static Consumer<Router> handling(Handler<RoutingContext> handler) {
    return router -> router.route().handler(handler);
  }

  private static BiConsumer<BalancingProxy, Router> calling(
      BiConsumer<BalancingProxy, RoutingContext> handler) {
    return (proxy, router) -> router.route().handler(context -> handler.accept(proxy, context));
  }

  private static void readsBody(Router router) {
    router.route().handler(BodyHandler.create(false));
  }

  /** Goes on once what the client has sent so far is surely here, and gone. */
  private static void waitsUnpaused(Router router) {
    router.route().handler(context -> whenEnded(context, context::next));
  }

  private static void whenEnded(RoutingContext context, Runnable next) {
    if (context.request().isEnded()) {
      next.run();
    } else {
      context.vertx().runOnContext(turn -> whenEnded(context, next));
    }
  }

  private static void waitsPaused(Router router) {
    router
        .route()
        .handler(
            context -> {
              context.request().pause();
              turns(context, 20);
            });
  }

  private static void turns(RoutingContext context, int left) {
    if (left == 0) {
      context.next();
    } else {
      context.vertx().runOnContext(turn -> turns(context, left - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodyThatWasRead_is500EachTime_andChargesNoMember(boolean chunked) throws Exception {
    try (Embedding program = Embedding.of(plain(MountingTest::readsBody))) {
      for (int i = 0; i < 10; i++) {
        try (RawClient client = program.connect()) {
          String request = chunked ? CHUNKED : post("hello");
          assertThat(client.send(request).readAll())
              .startsWith("HTTP/1.1 500 ")
              .endsWith(READ_BEFORE);
        }
      }
      assertThat(program.settled(10))
          .allMatch(s -> s.end() == ExchangeEnd.FAILED && s.attempts() == 0);
      assertThat(program.arrived()).isEmpty();
      await(program::isUnharmed);
    }
  }

  @Test
  void bodyThatWasRead_is500OverHttp2_andChargesNoMember() throws Exception {
    try (Embedding program = Embedding.of(plain(MountingTest::readsBody));
        Http2Client client = program.connectHttp2()) {
      for (int i = 0; i < 10; i++) {
        Answer answer = client.send(client.request(HttpMethod.POST, "/"), Buffer.buffer("hello"));
        assertThat(answer.head().statusCode()).isEqualTo(500);
        assertThat(answer.body()).hasToString(READ_BEFORE);
      }
      assertThat(program.arrived()).isEmpty();
      await(program::isUnharmed);
    }
  }

  @Test
  void bodyThatWasLost_asItsHandlerDidNotPause_is500_andChargesNoMember() throws Exception {
    try (Embedding program = Embedding.of(plain(MountingTest::waitsUnpaused));
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      assertThat(client.send(post("hello")).readAll()).contains(" 500 ").endsWith(READ_BEFORE);
      Answer answer = http2.send(http2.request(HttpMethod.POST, "/"), Buffer.buffer("hello"));
      assertThat(answer.head().statusCode()).isEqualTo(500);
      assertThat(program.arrived()).isEmpty();
      await(program::isUnharmed);
    }
  }

  @Test
  void bodyOfWhichAPartWasLost_is500_andNoMemberTakesTheRestForAll() throws Exception {
    Consumer<Router> readsOnePiece =
        handling(
            context ->
                context
                    .request()
                    .handler(
                        piece -> {
                          context.request().handler(null).pause();
                          context.next();
                        }));
    try (Embedding program = Embedding.of(plain(readsOnePiece));
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      String begun =
          "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
      client.send(begun);
      assertThat(client.readAll()).contains(" 500 ").endsWith(READ_BEFORE);
      HttpClientRequest request = http2.request(HttpMethod.POST, "/");
      var answer = Http2Client.answerTo(request);
      request.setChunked(true).write("hello");
      request.end(" and more");
      assertThat(http2.on(answer).head().statusCode()).isEqualTo(500);
      assertThat(program.arrived()).isEmpty();
      await(program::isUnharmed);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodyThatWasHeldBack_isCarried(boolean routed) throws Exception {
    BiConsumer<BalancingProxy, Router> mount =
        routed ? asHandler(MountingTest::waitsPaused) : plain(MountingTest::waitsPaused);
    try (Embedding program = Embedding.of(mount);
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      assertThat(client.send(post("hello")).readAnswer()).endsWith("POST 5 5 hello");
      assertThat(client.send(CHUNKED).readAnswer()).endsWith("POST null 5 hello");
      assertThat(client.get("/").readAnswer()).endsWith("GET null 0 ");
      assertThat(client.get("/").readAnswer()).endsWith("GET null 0 ");
      Answer answer = http2.send(http2.request(HttpMethod.POST, "/"), Buffer.buffer("hello"));
      assertThat(answer.body()).hasToString("POST 5 5 hello");
      assertThat(http2.send(HttpMethod.GET, "/").body()).hasToString("GET null 0 ");
      await(program::isUnharmed);
    }
  }

  @Test
  void requestsBehindTheLastOfAConnection_areNotInFlight() throws Exception {
    try (Embedding program = Embedding.of(plain(router -> {}));
        RawClient client = program.connect()) {
      String last = "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: x, close\r\n\r\n";
      assertThat(client.send(last + post("a") + post("b")).readAll()).endsWith("GET null 0 ");
      await(program::isUnharmed);
      assertThat(program.arrived()).hasSize(1);
    }
  }

  @Test
  void requestWithoutABody_isCarriedBehindAnyHandler() throws Exception {
    for (Consumer<Router> before :
        java.util.List.<Consumer<Router>>of(MountingTest::readsBody, MountingTest::waitsUnpaused)) {
      try (Embedding program = Embedding.of(plain(before));
          RawClient client = program.connect();
          Http2Client http2 = program.connectHttp2()) {
        assertThat(client.get("/").readAnswer()).endsWith("GET null 0 ");
        assertThat(client.send(post("")).readAnswer()).endsWith("POST 0 0 ");
        String empty =
            "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        assertThat(client.send(empty).readAnswer()).endsWith("POST 0 0 ");
        assertThat(http2.send(HttpMethod.GET, "/").body()).hasToString("GET null 0 ");
        assertThat(http2.send(HttpMethod.POST, "/").body().toString()).startsWith("POST ");
        await(program::isUnharmed);
      }
    }
  }

  @Test
  void routedHandler_carriesTheBodyThatWasRead_withItsLength() throws Exception {
    try (Embedding program = Embedding.of(asHandler(MountingTest::readsBody));
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      assertThat(client.send(post("hello")).readAnswer()).endsWith("POST 5 5 hello");
      assertThat(client.send(CHUNKED).readAnswer()).endsWith("POST 5 5 hello");
      assertThat(client.get("/").readAnswer()).endsWith("GET null 0 ");
      assertThat(client.send(post("again")).readAnswer()).endsWith("POST 5 5 again");
      Answer answer = http2.send(http2.request(HttpMethod.POST, "/"), Buffer.buffer("hello"));
      assertThat(answer.body()).hasToString("POST 5 5 hello");
      HttpClientRequest unframed = http2.request(HttpMethod.PUT, "/").setChunked(true);
      var unframedAnswer = Http2Client.answerTo(unframed);
      unframed.write("hel");
      unframed.end("lo");
      assertThat(http2.on(unframedAnswer).body()).hasToString("PUT 5 5 hello");
      await(program::isUnharmed);
    }
  }

  @Test
  void routedHandler_carriesALargeBodyThatWasRead() throws Exception {
    String large = "0123456789abcdef".repeat(64 * 1024);
    try (Embedding program = Embedding.of(asHandler(MountingTest::readsBody));
        RawClient client = program.connect()) {
      String answer = client.send(post(large)).readAnswer();
      assertThat(answer).endsWith(large.length() + " " + large.length() + " " + large);
      await(program::isUnharmed);
    }
  }

  @Test
  void routedHandler_carriesAFormThatWasDecoded_ifItsBytesWereKept() throws Exception {
    try (Embedding program = Embedding.of(asHandler(MountingTest::readsBody));
        RawClient client = program.connect()) {
      String head = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 7\r\nContent-Type: ";
      assertThat(client.send(head + FORM + "\r\n\r\na=b&c=d").readAnswer())
          .endsWith("POST 7 7 a=b&c=d");
      await(program::isUnharmed);
    }
  }

  @Test
  void routedHandler_refusesPartsOfAFormThatWereDecoded_asTheirBytesAreGone() throws Exception {
    try (Embedding program = Embedding.of(asHandler(MountingTest::readsBody));
        RawClient client = program.connect()) {
      String part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
      String head =
          "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Type: multipart/form-data; boundary=x";
      client.send(head + "\r\nContent-Length: " + part.length() + "\r\n\r\n" + part);
      assertThat(client.readAll()).contains(" 500 ").endsWith(READ_BEFORE);
      assertThat(program.arrived()).isEmpty();
      await(program::isUnharmed);
    }
  }

  @Test
  void routedHandler_asksNoMemberForA100_onceTheBodyIsHere() throws Exception {
    try (Embedding program = Embedding.of(asHandler(MountingTest::readsBody));
        RawClient client = program.connect()) {
      String head =
          "POST / HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
      String answer = client.send(head + "hello").readAnswer();
      assertThat(answer.contains(" 100 ") ? client.readAnswer() : answer)
          .endsWith("POST 5 5 hello");
      await(program::isUnharmed);
    }
  }

  @Test
  void answerThatAnotherHandlerGave_isLeftAlone_andChargesNoMember() throws Exception {
    Consumer<Router> answersAndGoesOn =
        handling(
            context -> {
              context.response().end("mine");
              context.next();
            });
    try (Embedding program = Embedding.of(plain(answersAndGoesOn));
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      assertThat(client.send(post("hello")).readAnswer()).contains(" 200 ").endsWith("mine");
      assertThat(client.get("/").readAnswer()).contains(" 200 ").endsWith("mine");
      assertThat(http2.send(HttpMethod.GET, "/").body()).hasToString("mine");
      assertThat(program.settled(3))
          .allMatch(s -> s.end() == ExchangeEnd.FAILED && s.attempts() == 0);
      await(program::isUnharmed);
    }
  }

  @Test
  void answerThatAnotherHandlerBegan_isCut_andChargesNoMember() throws Exception {
    Consumer<Router> begins =
        handling(
            context -> {
              context.response().setChunked(true).write("begun");
              context.next();
            });
    try (Embedding program = Embedding.of(plain(begins));
        RawClient client = program.connect()) {
      assertThat(client.get("/").readAll()).contains("begun").doesNotEndWith("0\r\n\r\n");
      assertThat(program.settled(1).get(0).end()).isEqualTo(ExchangeEnd.FAILED);
      await(program::isUnharmed);
    }
  }

  @Test
  void answerThatAnotherHandlerGivesMeanwhile_isTheOnlyOne_andChargesNoMember() throws Exception {
    BiConsumer<BalancingProxy, Router> goesOn =
        calling(
            (proxy, context) -> {
              proxy.handle(context.request());
              context.response().setStatusCode(404).end("mine");
            });
    try (Embedding program = Embedding.of(goesOn)) {
      for (int i = 0; i < 10; i++) {
        try (RawClient client = program.connect()) {
          assertThat(client.send(post("hello")).readAnswer()).contains(" 404 ").endsWith("mine");
        }
      }
      assertThat(program.settled(10)).allMatch(s -> s.end() == ExchangeEnd.FAILED);
      await(program::isUnharmed);
    }
  }

  @Test
  void requestThatIsHandedOverTwice_isAnsweredOnce_andChargesNoMember() throws Exception {
    BiConsumer<BalancingProxy, Router> twice =
        calling(
            (proxy, context) -> {
              proxy.handle(context.request());
              proxy.handle(context.request());
            });
    try (Embedding program = Embedding.of(twice)) {
      for (int i = 0; i < 5; i++) {
        try (RawClient client = program.connect()) {
          assertThat(client.get("/").readAnswer()).contains(" 200 ").endsWith("GET null 0 ");
        }
      }
      program.settled(10);
      await(program::isUnharmed);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requestThatComesFromAnotherThread_isCarriedOnItsOwn(boolean routed) throws Exception {
    BiConsumer<BalancingProxy, Router> elsewhere =
        calling(
            (proxy, context) -> {
              context.request().pause();
              Runnable carry =
                  routed
                      ? () -> BalancingProxyHandler.of(proxy).handle(context)
                      : () -> proxy.handle(context.request());
              new Thread(carry).start();
            });
    try (Embedding program = Embedding.of(elsewhere);
        RawClient client = program.connect();
        Http2Client http2 = program.connectHttp2()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.send(post("hello")).readAnswer()).endsWith("POST 5 5 hello");
        Answer answer = http2.send(http2.request(HttpMethod.POST, "/"), Buffer.buffer("hello"));
        assertThat(answer.body()).hasToString("POST 5 5 hello");
      }
      await(program::isUnharmed);
    }
  }
}
