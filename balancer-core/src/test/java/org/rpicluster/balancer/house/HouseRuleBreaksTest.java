package org.rpicluster.balancer.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the house can be broken, and says where. */
class HouseRuleBreaksTest {

  private static final PackageOrder ORDER =
      new PackageOrder(Map.of("m", PackageOrder.order("", "a b | c | <root>")));

  @Test
  void packageOrder_acceptsTheLeft_refusesTheRightAndTheSameStep() {
    assertThat(
            ORDER.check(main("org.rpicluster.balancer.c", "import org.rpicluster.balancer.a.A;")))
        .isEmpty();
    assertThat(
            ORDER.check(main("org.rpicluster.balancer.a", "import org.rpicluster.balancer.c.C;")))
        .singleElement()
        .hasToString(
            "m/src/main/java/X.java:2: org.rpicluster.balancer.a uses org.rpicluster.balancer.c,"
                + " which is not to its left: move what is shared");
    assertThat(
            ORDER.check(main("org.rpicluster.balancer.a", "import org.rpicluster.balancer.b.B;")))
        .hasSize(1);
    assertThat(ORDER.check(main("org.rpicluster.balancer.c", "org.rpicluster.balancer.Root r;")))
        .hasSize(1);
    assertThat(ORDER.check(main("org.rpicluster.balancer.a", "// org.rpicluster.balancer.c.C")))
        .isEmpty();
  }

  @Test
  void packageOrder_asksForThePlaceOfANewPackage() {
    assertThat(ORDER.check(main("org.rpicluster.balancer.fresh", "")))
        .singleElement()
        .extracting(Violation::message)
        .isEqualTo("org.rpicluster.balancer.fresh has no place: give it one in PackageOrder");
  }

  @Test
  void seamToClients_refusesTypesOfAServer_behindIt() {
    String server = ";\nimport io.vertx.core.http.HttpServerRequest;\n";
    String stage = "package org.rpicluster.balancer.vertx.proxy" + server;
    String adapter = "package org.rpicluster.balancer.vertx.downstream.vertx" + server;
    SeamToClients rule = new SeamToClients();

    assertThat(rule.check(new JavaFile("balancer-vertx/src/main/java/X.java", stage))).hasSize(1);
    assertThat(rule.check(new JavaFile("balancer-vertx/src/main/java/X.java", adapter))).isEmpty();
  }

  @Test
  void embeddedArtifacts_refusesOneThatIsLeftOut_andOneThatIsNot() {
    String pom =
        "<dependency><groupId>a</groupId><artifactId>b</artifactId></dependency>"
            + "<dependency><groupId>a</groupId><artifactId>c</artifactId><scope>test</scope>"
            + "</dependency>";
    EmbeddedArtifacts rule = new EmbeddedArtifacts(pom);

    assertThat(rule.check("x.md", "+- a:b:1\n|  \\- a:d:1\n")).isEmpty();
    assertThat(rule.check("x.md", "\\- a:c:1\n"))
        .extracting(Violation::message)
        .containsExactly(
            "a:b of balancer-vertx/pom.xml is left out", "a:c is not in balancer-vertx/pom.xml");
  }

  @Test
  void purity_refusesAnotherLibrary_inTheLibraryOnly() {
    String guava = "package p;\nimport com.google.common.base.Joiner;\n";
    assertThat(new Purity().check(new JavaFile("balancer-core/src/main/java/X.java", guava)))
        .hasSize(1);
    assertThat(new Purity().check(new JavaFile("balancer-core/src/test/java/X.java", guava)))
        .isEmpty();
    assertThat(new Purity().check(new JavaFile("balancer-vertx/src/main/java/X.java", guava)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long t = System.nanoTime();",
        "Instant t = Instant.now();",
        "var d = LocalDateTime.now();",
        "int r = ThreadLocalRandom.current().nextInt();",
        "var r = new Random(7);",
        "new Thread(r).start();",
        "new Timer();",
        "new ScheduledThreadPoolExecutor(1);",
        "Executors.newCachedThreadPool();",
        "list.parallelStream();",
        "Thread.sleep(1);",
        "TimeUnit.SECONDS.sleep(1);",
        "LockSupport.parkNanos(1);",
        "System.exit(1);",
        "System.out.println();",
        "e.printStackTrace();"
      })
  void bannedCall_isFound(String call) {
    JavaFile file = new JavaFile("balancer-core/src/main/java/X.java", "package p;\n\n" + call);
    assertThat(new BannedCalls().check(file))
        .singleElement()
        .extracting(Violation::line)
        .isEqualTo(3);
  }

  @Test
  void bannedCall_isAllowedAtHome_inComments_andInTestsExceptSleep() {
    String text = "package org.rpicluster.balancer.time;\nlong t = System.nanoTime();\n";
    assertThat(new BannedCalls().check(new JavaFile("balancer-core/src/main/java/X.java", text)))
        .isEmpty();
    String test = "package p;\n// Thread.sleep(1)\nnew Thread(r); System.nanoTime();\n";
    assertThat(new BannedCalls().check(new JavaFile("balancer-core/src/test/java/X.java", test)))
        .isEmpty();
    String sleepy = "package p;\nThread.sleep(1);\n";
    assertThat(new BannedCalls().check(new JavaFile("examples/src/test/java/X.java", sleepy)))
        .hasSize(1);
  }

  @Test
  void lengths_areHeldAtTheEdge() {
    String line = "// line\n";
    assertThat(new Lengths().check(main("p", line.repeat(Lengths.FILE_MAX - 1)))).isEmpty();
    assertThat(new Lengths().check(main("p", line.repeat(Lengths.FILE_MAX)))).hasSize(1);
    String before = "class X {\n  int y = 1;\n\n  void m() {\n";
    String after = "  }\n}\n";
    String body = "    if (a) {}\n";
    String longest = before + body.repeat(Lengths.METHOD_MAX - 2) + after;
    String tooLong = before + body.repeat(Lengths.METHOD_MAX - 1) + after;
    assertThat(new Lengths().check(main("p", longest))).isEmpty();
    assertThat(new Lengths().check(main("p", tooLong)))
        .singleElement()
        .extracting(Violation::line)
        .isEqualTo(5);
  }

  @Test
  void packageInfo_missingOrUnmarked_isFound() {
    JavaFile type = new JavaFile("m/src/main/java/p/X.java", "package p;\nclass X {}\n");
    String marked = "/** Words. */\n@NullMarked\npackage p;\n";
    JavaFile good = new JavaFile("m/src/main/java/p/package-info.java", marked);
    JavaFile bare = new JavaFile("m/src/main/java/p/package-info.java", "package p;\n");
    assertThat(PackageInfos.check(List.of(type, good))).isEmpty();
    assertThat(PackageInfos.check(List.of(type))).hasSize(1);
    assertThat(PackageInfos.check(List.of(type, bare))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Disabled void a() {}",
        "@EnabledOnOs(LINUX) void a() {}",
        "void a() { assumeTrue(false); }",
        "void a() { Assumptions.abort(); }",
        "throw new TestAbortedException();"
      })
  void skippedTest_isFound(String code) {
    JavaFile file = new JavaFile("m/src/test/java/X.java", "package p;\n" + code);
    assertThat(new NoSkippedTests().check(file)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HttpServerRequest request = next();",
        "void handle(HttpServerRequest request) {}",
        "private Future<Response> response;",
        "for (Response response : all) {}",
        "server.requestHandler(request -> {});"
      })
  void bareRequestOrResponse_isFound(String code) {
    JavaFile file = new JavaFile("balancer-vertx/src/main/java/X.java", "package p;\n" + code);
    assertThat(new FourNames().check(file)).hasSize(1);
  }

  @Test
  void fourNames_areFine() {
    String code = "package p;\nHttpServerRequest inboundRequest = exchange.request();\n";
    JavaFile file = new JavaFile("balancer-vertx/src/main/java/X.java", code);
    assertThat(new FourNames().check(file)).isEmpty();
  }

  @Test
  void leftOver_isFound() {
    assertThat(LeftOvers.check("a.md", "fine\n// TO" + "DO later\n"))
        .singleElement()
        .hasToString("a.md:2: left over: do it, or put it in the tracker");
    assertThat(LeftOvers.check("a.md", "to do")).isEmpty();
  }

  @Test
  void snippet_mustBeMarked_known_andEqual() {
    String source = "class A {\n  // snippet: one\n  int x;\n    int y;\n\n  // end\n}\n";
    Snippets snippets =
        new Snippets(path -> path.equals("A.java") ? Optional.of(source) : Optional.empty());
    String marker = "<!-- snippet: A.java#one -->\n";
    assertThat(snippets.check("r.md", marker + "```java\nint x;\n  int y;\n```\n")).isEmpty();
    assertThat(snippets.check("r.md", marker + "```java\nint z;\n```\n")).hasSize(1);
    assertThat(snippets.check("r.md", "```java\nint x;\n```\n")).hasSize(1);
    assertThat(snippets.check("r.md", "<!-- snippet: B.java#one -->\n```java\n```\n")).hasSize(1);
    assertThat(snippets.check("r.md", "```sh\nls\n```\n")).isEmpty();
    assertThat(snippets.check("r.md", "```text\nList<X> x = List.of();\n```\n")).hasSize(1);
  }

  @Test
  void packageWithoutRow_andRowWithoutPackage_areFound() {
    String table =
        "| package of core | what it holds |\n|---|---|\n| root, `a` | it |\n| `b` | it |\n";
    List<JavaFile> files =
        List.of(core("org.rpicluster.balancer"), core("org.rpicluster.balancer.a"), core("x.c"));
    assertThat(DocumentedPackages.check(table, files))
        .extracting(Violation::message)
        .containsExactly(
            "no row for the package x.c",
            "a row for org.rpicluster.balancer.b, which is no package");
  }

  @Test
  void rowOfWhereToLook_thatLeadsElsewhere_isFound() {
    List<JavaFile> files = List.of(core("org.rpicluster.balancer.a"), core("org.rpicluster.b.c"));
    String table = "\n| wish | class |\n|---|---|\n";
    String begin = "## Where to look\n[a](#all-of-it-a)\n### All of it: `a`\n" + table;
    assertThat(DocumentedPlaces.check(begin + "| x | `X`, `b.c.X` with `a.json` |\n", files))
        .isEmpty();
    assertThat(
            DocumentedPlaces.check(
                begin + "| `Z` | `b.X` |\n### More: `c`\n" + table + "| y | `X` |\n| z | `Y` |",
                files))
        .extracting(Violation::toString)
        .containsExactly(
            "docs/architecture.md:7: there is no b.X where All of it: `a` says",
            "docs/architecture.md:8: the list of tables does not lead to More: `c`",
            "docs/architecture.md:13: there is no Y where More: `c` says");
  }

  @Test
  void tableOfWhereToLook_thatIsTooLong_isFound() {
    String row = "| x | y |\n";
    String begin = "## Where to look\n[a](#a)\n### A\n| wish | class |\n|---|---|\n";
    String most = begin + row.repeat(DocumentedPlaces.ROWS_MAX);
    assertThat(DocumentedPlaces.check(most, List.of())).isEmpty();
    assertThat(DocumentedPlaces.check(most + row, List.of()))
        .extracting(Violation::message)
        .containsExactly("more than 30 rows: cut the table in two");
  }

  @Test
  void classTestOrFile_thatIsNotThere_isFound() {
    DocumentedNames names =
        new DocumentedNames(
            Set.of("RouteTable"),
            "ProxyPass\tmod_proxy\n",
            Set.of("docs/a.md", "examples/pom.xml")::contains);
    assertThat(
            names.check(
                "docs/x.md",
                "`RouteTable`, `new ProxyPass`, `X-Forwarded-For`, [a](a.md#b), `examples/pom.xml`\n"
                    + "```\n`GoneTable`\n```\n[w](https://a.test/b)"))
        .isEmpty();
    assertThat(names.check("docs/x.md", "\n`GoneTable`, [b](../b.md), `examples/gone.xml`"))
        .extracting(Violation::toString)
        .containsExactly(
            "docs/x.md:2: there is no GoneTable",
            "docs/x.md:2: there is no examples/gone.xml",
            "docs/x.md:2: there is no ../b.md");
  }

  @Test
  void nameOfTwoTypes_isFound_unlessOneFileKeepsItsOwn() {
    JavaFile one = new JavaFile("m/src/main/java/A.java", "final class A {\n  enum Kind {}\n}\n");
    JavaFile two = new JavaFile("m/src/main/java/Kind.java", "public record Kind(int a) {}\n");
    JavaFile own =
        new JavaFile("m/src/main/java/B.java", "class B {\n  private record Kind() {}\n}\n");
    JavaFile other = new JavaFile("n/src/main/java/Kind.java", "interface Kind {}\n");
    assertThat(TypeNames.shared(List.of(one, own, other))).isEmpty();
    assertThat(TypeNames.shared(List.of(one, two)))
        .singleElement()
        .extracting(Violation::message)
        .isEqualTo("Kind is also a type in m/src/main/java/A.java");
  }

  @Test
  void nameOfTwoFiles_ofALibraryAndItsProgram_isFound() {
    JavaFile one = new JavaFile("m/src/main/java/A.java", "final class A {\n  enum Kind {}\n}\n");
    JavaFile two = new JavaFile("m/program/src/main/java/A.java", "final class A {}\n");
    JavaFile three =
        new JavaFile("m/program/src/main/java/B.java", "class B {\n  enum Kind {}\n}\n");
    assertThat(TypeNames.shared(List.of(one, three))).isEmpty();
    assertThat(TypeNames.shared(List.of(one, two)))
        .singleElement()
        .extracting(Violation::message)
        .isEqualTo("A is also a type in m/src/main/java/A.java");
  }

  @Test
  void handlerThatIsCalledOtherwise_isFound() {
    assertThat(
            TypeNames.handlers(
                List.of(
                    main("p", "class Door extends ChannelInboundHandlerAdapter {}"),
                    main("p", "class Wire extends Http2ConnectionHandler {}"),
                    main("p", "class LineDecoder extends ByteToMessageDecoder {}"),
                    main("p", "class Ends extends Http2ConnectionAdapter {}"))))
        .extracting(Violation::message)
        .containsExactly(
            "Door handles a channel: let its name say so",
            "Wire handles a channel: let its name say so");
  }

  @Test
  void testOfABehaviour_inTheRootPackage_isFound() {
    String root = "package org.rpicluster.balancer.program;\n";
    String folder = "balancer-vertx/program/src/";
    List<JavaFile> files =
        List.of(
            new JavaFile(folder + "main/java/Reload.java", root),
            new JavaFile(folder + "test/java/ReloadTest.java", root),
            new JavaFile(folder + "test/java/OpenReloads.java", root),
            new JavaFile(folder + "test/java/DrainingTest.java", root),
            new JavaFile(
                folder + "test/java/StoppingTest.java",
                "package org.rpicluster.balancer.program.stopping;\n"));

    assertThat(TestPlaces.check(files))
        .singleElement()
        .extracting(Violation::path)
        .isEqualTo(folder + "test/java/DrainingTest.java");
  }

  @Test
  void acceptanceSuite_thatIsNotThere_isFound() {
    AcceptanceSuites suites =
        new AcceptanceSuites("Suite(\"real-site\", \"…\"),\n    Suite(\"fuzz\", \"…\"),\n");
    String there = "balancer-vertx/program/acceptance/suites/";

    assertThat(suites.check(path -> path.equals(there + "real_site")))
        .singleElement()
        .hasToString(AcceptanceSuites.CATALOG + ":1: fuzz has no module in " + there);
    assertThat(suites.check("a.md", "acceptance/run real-site\nthe acceptance suite `fuzz`\n"))
        .isEmpty();
    assertThat(suites.check("a.md", "x\nacceptance/run realsite --full\n"))
        .singleElement()
        .hasToString("a.md:2: there is no acceptance suite realsite");
  }

  @Test
  void blanked_keepsPlaces_andDropsCommentsAndText() {
    String text = "a \"b // c\" /* d\n e */ '\"' f // g\n\"\"\"\n h \\\"\"\" i \"\"\" j\n";
    String code = Blanked.of(text);
    assertThat(code).hasSameSizeAs(text);
    assertThat(code.replaceAll(" +", " ")).isEqualTo("a \n f \n \n j\n");
  }

  private static JavaFile core(String packageName) {
    return new JavaFile("balancer-core/src/main/java/X.java", "package " + packageName + ";\n");
  }

  private static JavaFile main(String packageName, String rest) {
    return new JavaFile("m/src/main/java/X.java", "package " + packageName + ";\n" + rest);
  }
}
