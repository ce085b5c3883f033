package org.rpicluster.balancer.program.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.member.Member;

@Timeout(60)
class SiteTest {

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path unpacked;
  private Vertx vertx;
  private List<Member> members;

  @BeforeEach
  void start() throws Exception {
    FileSystemOptions files =
        new FileSystemOptions()
            .setClassPathResolvingEnabled(true)
            .setFileCachingEnabled(true)
            .setFileCacheDir(unpacked + "/site");
    vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
    members =
        DemoCluster.start(vertx, 2)
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "/,text/html; charset=utf-8",
    "/nodes.html,text/html; charset=utf-8",
    "/balancer.html,text/html; charset=utf-8",
    "/style.css,text/css; charset=utf-8",
    "/pictures/raspberry.png,image/png",
    "/pictures/cluster.svg,image/svg+xml",
    "/pictures/board.svg,image/svg+xml",
    "/pictures/icon.svg,image/svg+xml",
  })
  void page_isTheSameOnEveryMember(String path, String type) throws Exception {
    HttpResponse<byte[]> one = send("GET", 0, path, Map.of());
    HttpResponse<byte[]> other = send("GET", 1, path, Map.of());
    HttpResponse<byte[]> head = send("HEAD", 1, path, Map.of("Range", "bytes=0-1"));

    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(one.headers().firstValue("content-type")).contains(type);
    assertThat(other.body()).isEqualTo(one.body());
    assertThat(lasting(other)).isEqualTo(lasting(one)).containsKey("etag");
    assertThat(lasting(head)).isEqualTo(lasting(one));
  }

  @ParameterizedTest
  @CsvSource({"/", "/style.css", "/large.bin"})
  void knownTag_isAnswered304(String path) throws Exception {
    String tag = send("HEAD", 0, path, Map.of()).headers().firstValue("etag").orElseThrow();

    assertThat(send("GET", 1, path, Map.of("If-None-Match", tag)).statusCode()).isEqualTo(304);
  }

  @Test
  void memberPage_namesItsMember() throws Exception {
    assertThat(send("GET", 0, "/member", Map.of()).body()).asString().isEqualTo("pi1\n");
    assertThat(send("GET", 1, "/member", Map.of("Accept", "text/html")).body())
        .asString()
        .contains("<h1>pi2</h1>");
  }

  @Test
  void largeFile_answersRanges() throws Exception {
    HttpResponse<byte[]> part = send("GET", 0, "/large.bin", Map.of("Range", "bytes=65530-65545"));
    HttpResponse<byte[]> none = send("GET", 0, "/large.bin", Map.of("Range", "bytes=67108864-"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("content-range")).contains("bytes 65530-65545/67108864");
    assertThat(part.body())
        .startsWith(LargeContent.from(65_530, 65_536).getBytes())
        .endsWith(LargeContent.from(65_536, 65_546).getBytes());
    assertThat(none.statusCode()).isEqualTo(416);
  }

  @Test
  void oldVersionsRange_isTheWholeFile() throws Exception {
    Map<String, String> fields = Map.of("Range", "bytes=0-1", "If-Range", "\"other\"");

    assertThat(send("HEAD", 0, "/large.bin", fields).headers().firstValueAsLong("content-length"))
        .hasValue(64 << 20);
  }

  @Test
  void unknownPage_isAnswered404_andAPost405() throws Exception {
    assertThat(send("GET", 0, "/nope", Map.of()).statusCode()).isEqualTo(404);
    assertThat(send("POST", 0, "/", Map.of()).statusCode()).isEqualTo(405);
  }

  private HttpResponse<byte[]> send(
      String method, int member, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(members.get(member).url() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.noBody());
    fields.forEach(builder::header);
    return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Map<String, List<String>> lasting(HttpResponse<?> response) {
    Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
    fields.remove("date");
    return fields;
  }
}
