package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;

/** A site, its updates, the server that has them, and one worker. */
final class WorkerAtWork implements AutoCloseable {

  final Path site;
  final Path updates;
  final Path worker;
  final UpdatesOverHttp server;

  WorkerAtWork(Path home) throws IOException {
    site = home.resolve("site");
    updates = home.resolve("updates");
    worker = home.resolve("worker");
    Trees.write(site, "index.html", "<h1>One</h1>");
    server = UpdatesOverHttp.of(updates);
  }

  /** Publishes another index page. */
  String publish(String page, Object... options) throws IOException {
    Trees.write(site, "index.html", page);
    List<Object> arguments = new ArrayList<>(List.of("publish", site, "--to", updates));
    arguments.addAll(List.of(options));
    Commands.Result published = Commands.run(arguments.toArray());
    assertThat(published.err()).isEmpty();
    String line = published.out().get(0);
    return line.substring(line.indexOf("2"), line.indexOf(':'));
  }

  Commands.Result pull(Object... options) {
    List<Object> arguments =
        new ArrayList<>(List.of("pull", "--from", server.url(), "--into", worker));
    arguments.addAll(List.of(options));
    return Commands.run(arguments.toArray());
  }

  Commands.Result command(Object... words) {
    List<Object> arguments = new ArrayList<>(List.of("pull"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--into", worker));
    return Commands.run(arguments.toArray());
  }

  /** Says what a worker shall serve. */
  void want(String name, String version, String time, Path... keys) throws IOException {
    byte[] text = new Wanted(name, version, Instant.parse(time)).encode();
    Files.createDirectories(updates.resolve(UpdateFiles.WANTED));
    Files.write(updates.resolve(UpdateFiles.wanted(name)), text);
    for (Path key : keys) {
      Files.write(updates.resolve(UpdateFiles.signature(text)), SigningKey.read(key).sign(text));
    }
  }

  /** The version that is served, as the tree says. */
  String served() throws IOException {
    return Files.readString(worker.resolve("current/.version")).strip();
  }

  void refused(Commands.Result result, String reason) {
    assertThat(result.err()).containsExactly("balancer: " + reason);
    assertThat(result.status()).isEqualTo(2);
  }

  @Override
  public void close() {
    server.close();
  }
}
