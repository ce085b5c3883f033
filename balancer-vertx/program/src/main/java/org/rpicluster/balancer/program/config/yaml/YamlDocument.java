package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.Place;
import org.rpicluster.balancer.program.config.Problems;
import org.rpicluster.balancer.program.config.Source;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One YAML file as a tree of nodes that know their places, and the collector of what is wrong with
 * it. YAML 1.2, core schema. For one thread.
 *
 * <p>Bounded: the parser walks a tree by recursion, so the depth is checked before; a collection
 * may be referred to by aliases a limited number of times, so that a short file is no huge one.
 */
final class YamlDocument {

  /** The deepest legal path, clusters.NAME.failure.statuses[i], is 5 deep. */
  private static final int DEPTH_MAX = 32;

  private static final int ALIASES_MAX = 50;

  /**
   * A key or a value: its node with two marks, its text, its places in maps. Estimated, on the safe
   * side.
   */
  private static final int VALUE_BYTES = 512;

  /** In half of the heap, as a program that reads it again is at work; ten thousand in any. */
  private static final long VALUES_MAX =
      Math.max(10_000, Runtime.getRuntime().maxMemory() / 2 / VALUE_BYTES);

  /** As the parser has it. YAML 1.2 §5.4. */
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private static final String BAD_ESCAPE =
      "syntax: not a character (expected: an escape such as \\x41 or \\u2014)";

  private final Source source;
  private final Problems problems;
  private StreamReader reader;

  YamlDocument(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    reader = new StreamReader(settings(), source.text());
  }

  /** The value of the whole file; empty if there is none, which is reported. */
  Optional<YamlValue> root() {
    try {
      if (isTooLarge()) {
        return Optional.empty();
      }
      Optional<Node> node = new Composer(settings(), parser()).getSingleNode();
      if (node.isEmpty()) {
        problems.add(source.start(), "file: empty (expected: listen, clusters, routes)");
      }
      return node.map(n -> new YamlValue(this, "file", n));
    } catch (YamlEngineException e) {
      reportSyntax(e);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      // What the library throws at an escape of a string without its digits, or of no character.
      problems.add(reader.getMark().map(this::placeOf).orElse(source.start()), BAD_ESCAPE);
      return Optional.empty();
    }
  }

  /** Reports what is wrong with a node. */
  void report(Node node, String message) {
    problems.add(placeOf(node), message);
  }

  /** Whether so much is wrong that what comes now is only counted. */
  boolean isFull() {
    return problems.isFull();
  }

  /** The line of a node, for messages about another one. */
  int lineOf(Node node) {
    return placeOf(node).line();
  }

  private Place placeOf(Node node) {
    return node.getStartMark().map(this::placeOf).orElse(source.start());
  }

  private Place placeOf(Mark mark) {
    return source.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Looked at piece by piece, before a tree is made of it. */
  private boolean isTooLarge() {
    int depth = 0;
    int values = 0;
    Parser parser = parser();
    while (parser.hasNext()) {
      Event event = parser.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Scalar -> values++;
        default -> {}
      }
      if (values > VALUES_MAX) {
        String most = "(expected: at most " + VALUES_MAX + ", for which the heap has room)";
        problems.add(placeOf(event), "values: more than this " + most);
        return true;
      }
      if (depth > DEPTH_MAX) {
        problems.add(
            placeOf(event), "nesting: deeper than this (expected: at most " + DEPTH_MAX + ")");
        return true;
      }
    }
    return false;
  }

  private Place placeOf(Event event) {
    return event.getStartMark().map(this::placeOf).orElse(source.start());
  }

  private void reportSyntax(YamlEngineException e) {
    if (e instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      List<String> lines = List.of(LINE_BREAK.split(source.text(), -1));
      SyntaxMistake mistake = SyntaxMistake.of(marked, lines);
      problems.add(source.at(mistake.line() + 1, mistake.column() + 1), mistake.message());
    } else if (e instanceof ReaderException reader) {
      String character = String.format(Locale.ROOT, "U+%04X", reader.getCodePoint());
      problems.add(
          placeOf(reader), "syntax: the control character " + character + " (expected: text)");
    } else {
      problems.add(source.start(), unmarked(String.valueOf(e.getMessage())));
    }
  }

  private static String unmarked(String problem) {
    if (problem.startsWith("Number of aliases")) {
      return "aliases: too many of maps and lists (expected: at most " + ALIASES_MAX + ")";
    }
    boolean key = problem.startsWith("Non scalar key");
    return key ? "syntax: a list or a map as a key (expected: key: value)" : "syntax: " + problem;
  }

  private Place placeOf(ReaderException e) {
    String before =
        source.text().substring(0, source.text().offsetByCodePoints(0, e.getPosition()));
    String[] lines = LINE_BREAK.split(before, -1);
    return source.at(lines.length, lines[lines.length - 1].length() + 1);
  }

  private Parser parser() {
    reader = new StreamReader(settings(), source.text());
    return new ParserImpl(settings(), reader);
  }

  private LoadSettings settings() {
    return LoadSettings.builder()
        .setLabel(source.file())
        .setSchema(new CoreSchema())
        .setMaxAliasesForCollections(ALIASES_MAX)
        .setCodePointLimit(source.text().length() + 1)
        .setUseMarks(true)
        .build();
  }
}
