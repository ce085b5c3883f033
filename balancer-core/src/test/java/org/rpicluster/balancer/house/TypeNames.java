package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A simple name means one thing: no two types of one module that are seen outside their file share
 * one, and no two files of a library and of the program in its folder. And what handles a channel
 * is called so: Netty's, Vert.x' and Armeria's all end in {@code Handler}, {@code Decoder}, {@code
 * Encoder}, {@code Codec} or {@code Initializer}.
 */
final class TypeNames {

  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^[ \\t]*((?:(?:public|protected|private|static|final|abstract|sealed) )*)"
              + "(?:class|interface|@?interface|enum|record) ([A-Z]\\w*)");

  private static final Pattern HANDLER =
      Pattern.compile(
          "\\bclass (\\w+)(?:<[^{]*>)? extends \\w*(?:Channel\\w*Handler\\w*|ChannelInitializer"
              + "|Http2ConnectionHandler|Decoder|Encoder|Codec)\\b");

  private static final Pattern CALLED_SO =
      Pattern.compile("\\w+(?:Handler|Decoder|Encoder|Codec|Initializer)");

  private TypeNames() {}

  /** The types of these files that are seen outside them. */
  static Set<String> seen(List<JavaFile> files) {
    Set<String> names = new TreeSet<>();
    files.forEach(file -> names.addAll(in(file)));
    return names;
  }

  private static List<String> in(JavaFile file) {
    List<String> names = new ArrayList<>();
    Matcher type = TYPE.matcher(file.code());
    while (type.find()) {
      if (!type.group(1).contains("private")) {
        names.add(type.group(2));
      }
    }
    return names;
  }

  static List<Violation> shared(List<JavaFile> files) {
    Map<String, JavaFile> inModule = new TreeMap<>();
    Map<String, JavaFile> byFile = new TreeMap<>();
    List<Violation> violations = new ArrayList<>();
    for (JavaFile file : files.stream().filter(JavaFile::isMain).toList()) {
      for (String name : in(file)) {
        JavaFile other = inModule.putIfAbsent(file.module() + " " + name, file);
        if (other != null && !other.path().equals(file.path())) {
          violations.add(file.violation(1, name + " is also a type in " + other.path()));
        }
      }
      JavaFile other = byFile.putIfAbsent(file.module().split("/")[0] + " " + name(file), file);
      if (other != null && !name(file).endsWith("-info")) {
        violations.add(file.violation(1, name(file) + " is also a type in " + other.path()));
      }
    }
    return violations;
  }

  private static String name(JavaFile file) {
    String path = file.path();
    return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
  }

  static List<Violation> handlers(List<JavaFile> files) {
    return files.stream()
        .filter(JavaFile::isMain)
        .flatMap(
            file ->
                HANDLER
                    .matcher(file.code())
                    .results()
                    .filter(found -> !CALLED_SO.matcher(found.group(1)).matches())
                    .map(
                        found ->
                            file.violation(
                                file.lineAt(found.start()),
                                found.group(1) + " handles a channel: let its name say so")))
        .collect(Collectors.toList());
  }
}
