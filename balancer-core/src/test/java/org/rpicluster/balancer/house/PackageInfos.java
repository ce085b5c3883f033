package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every package of a jar says what it is, in a {@code package-info} that is null-marked. */
final class PackageInfos {

  private PackageInfos() {}

  static List<Violation> check(List<JavaFile> files) {
    Map<String, JavaFile> infos = new HashMap<>();
    for (JavaFile file : files) {
      if (file.isMain() && file.fileName().equals("package-info.java")) {
        infos.put(directory(file), file);
      }
    }
    List<Violation> violations = new ArrayList<>();
    files.stream()
        .filter(f -> f.isMain() && !f.packageName().isEmpty())
        .map(PackageInfos::directory)
        .distinct()
        .filter(d -> !infos.containsKey(d))
        .map(d -> new Violation(d, 1, "no package-info.java: say what the package is"))
        .forEach(violations::add);
    for (JavaFile info : infos.values()) {
      if (!info.text().contains("/**") || !info.code().contains("@NullMarked")) {
        violations.add(info.violation(1, "expected: a Javadoc comment and @NullMarked"));
      }
    }
    return violations;
  }

  private static String directory(JavaFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }
}
