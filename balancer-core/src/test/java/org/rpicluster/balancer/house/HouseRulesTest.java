package org.rpicluster.balancer.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house, held on every source file of every module. Each rule is a small class
 * beside this one; {@link HouseRuleBreaksTest} shows that each of them can be broken.
 */
class HouseRulesTest {

  private static final Repository REPOSITORY = Repository.here();
  private static final List<JavaFile> FILES = REPOSITORY.javaFiles();

  @Test
  void scan_seesTheModulesOfTheReactor() {
    assertThat(FILES)
        .extracting(JavaFile::module)
        .contains(
            "balancer-core", "balancer-strategies", "balancer-vertx", "balancer-vertx/program");
    assertThat(FILES).extracting(JavaFile::path).contains(ownPath());
  }

  @Test
  void packages_useOnlyThoseToTheirLeft() {
    hold(new PackageOrder(PackageOrder.HOUSE));
  }

  @Test
  void library_needsNothingButTheJdk() {
    hold(new Purity());
  }

  @Test
  void requestsWay_namesNoTypeOfAServer() {
    hold(new SeamToClients());
  }

  @Test
  void clocksChanceAndThreads_areHandedIn() {
    hold(new BannedCalls());
  }

  @Test
  void filesAndMethods_areShort() {
    hold(new Lengths());
  }

  @Test
  void everyPackage_saysWhatItIs() {
    assertThat(PackageInfos.check(FILES)).isEmpty();
  }

  @Test
  void everyPackage_hasItsRowInTheDocument_andEveryRowItsPackage() {
    String document = REPOSITORY.text(DocumentedPackages.DOCUMENT);
    assertThat(DocumentedPackages.check(document, FILES)).isEmpty();
  }

  @Test
  void everyClass_ofWhereToLook_isInThePackageThatItsRowSays() {
    String document = REPOSITORY.text(DocumentedPlaces.DOCUMENT);
    assertThat(DocumentedPlaces.check(document, FILES)).isEmpty();
  }

  @Test
  void everyClassAndFile_thatADocumentNames_exists() {
    DocumentedNames names =
        new DocumentedNames(
            TypeNames.seen(FILES), REPOSITORY.text(DocumentedNames.DIRECTIVES), REPOSITORY::exists);
    Stream<Violation> found =
        REPOSITORY.texts().stream()
            .filter(path -> path.endsWith(".md") && !path.equals("CHANGELOG.md"))
            .flatMap(path -> names.check(path, REPOSITORY.text(path)).stream());
    assertThat(found).isEmpty();
  }

  @Test
  void simpleNames_meanOneThingInAModule() {
    assertThat(TypeNames.shared(FILES)).isEmpty();
  }

  @Test
  void handlersOfChannels_areCalledSo() {
    assertThat(TypeNames.handlers(FILES)).isEmpty();
  }

  @Test
  void decisions_areFew() {
    assertThat(REPOSITORY.text("docs/decisions.md").lines().filter(l -> l.startsWith("## ")))
        .hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void tests_areInThePackageOfTheirBehaviour() {
    assertThat(TestPlaces.check(FILES)).isEmpty();
  }

  @Test
  void everyAcceptanceSuite_thatADocumentNames_exists() {
    AcceptanceSuites suites = new AcceptanceSuites(REPOSITORY.text(AcceptanceSuites.CATALOG));
    assertThat(suites.check(REPOSITORY::exists)).isEmpty();
    Stream<Violation> found =
        REPOSITORY.texts().stream()
            .filter(path -> path.endsWith(".md") && !path.equals("CHANGELOG.md"))
            .flatMap(path -> suites.check(path, REPOSITORY.text(path)).stream());
    assertThat(found).isEmpty();
  }

  @Test
  void whatAnEmbedderGets_standsInTheDocument() {
    EmbeddedArtifacts artifacts = new EmbeddedArtifacts(REPOSITORY.text(EmbeddedArtifacts.POM));
    String document = "docs/embedding.md";
    assertThat(artifacts.check(document, REPOSITORY.text(document))).isEmpty();
  }

  @Test
  void noTest_isSkipped() {
    hold(new NoSkippedTests());
  }

  @Test
  void proxy_namesItsTwoRequestsAndTwoResponses() {
    hold(new FourNames());
  }

  @Test
  void noFile_hasLeftOvers() {
    Stream<Violation> found =
        REPOSITORY.texts().stream()
            .flatMap(path -> LeftOvers.check(path, REPOSITORY.text(path)).stream());
    assertThat(found).isEmpty();
  }

  @Test
  void javaInDocuments_isCutFromExamples() {
    Snippets snippets = new Snippets(REPOSITORY::find);
    Stream<Violation> found =
        REPOSITORY.texts().stream()
            .filter(path -> path.endsWith(".md"))
            .flatMap(path -> snippets.check(path, REPOSITORY.text(path)).stream());
    assertThat(found).isEmpty();
  }

  private static void hold(HouseRule rule) {
    assertThat(FILES.stream().flatMap(file -> rule.check(file).stream())).isEmpty();
  }

  private static String ownPath() {
    String name = HouseRulesTest.class.getName().replace('.', '/');
    return "balancer-core/src/test/java/" + name + ".java";
  }
}
