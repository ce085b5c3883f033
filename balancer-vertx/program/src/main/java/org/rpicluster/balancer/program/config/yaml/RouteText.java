package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.ErrorPageRows;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.config.FilesRows;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.RouteRows;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.local.RedirectParts;
import org.rpicluster.balancer.vertx.local.RedirectRows;
import org.rpicluster.balancer.vertx.local.ResponseParts;
import org.rpicluster.balancer.vertx.local.ResponseRows;
import org.rpicluster.balancer.vertx.routing.ConditionalRewriting;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/** Writes one route; the other side of {@link RouteBinder}. Stateless. */
final class RouteText {

  private RouteText() {}

  /** Which requests it has, and where it leads. */
  static Map<String, Object> of(RouteSettings any) {
    Map<String, Object> map = match(any.match());
    RouteSettings route = any.unguarded();
    if (route instanceof RouteSettings.ToCluster to) {
      map.put("cluster", to.cluster());
      rewriting(map, to.rewriting());
    } else if (route instanceof RouteSettings.ToManager to) {
      map.put("manager", manager(to));
    } else if (route instanceof RouteSettings.ToResponse to) {
      map.put("respond", response(to.answer()));
    } else if (route instanceof RouteSettings.ToRedirect to) {
      map.put("redirect", redirect(to.redirect()));
    } else if (route instanceof RouteSettings.ToFiles to) {
      map.put("files", files(to.files()));
    } else if (route instanceof RouteSettings.ToRules to) {
      map.put("rewrite", to.rules().stream().map(RewriteText::of).toList());
      LookupBinder.write(map, to.section(), to.maps());
      to.changed().ifPresent(answer -> map.put("rewritten", answer(answer)));
    }
    FieldChanges toMember =
        route instanceof RouteSettings.ToCluster to ? to.rewriting().toMember() : FieldChanges.NONE;
    FieldChangesText.write(map, toMember, route.toClient());
    if (any instanceof RouteSettings.Guarded guarded) {
      AccessText.add(map, guarded.requirement());
    }
    errorPages(map, route);
    return map;
  }

  private static Map<String, Object> answer(RouteSettings answer) {
    return answer instanceof RouteSettings.ToFiles to
        ? ConfigurationText.ordered("files", files(to.files()))
        : ConfigurationText.ordered(
            "respond", response(((RouteSettings.ToResponse) answer).answer()));
  }

  /** A folder that is served as any is known by its name alone. */
  private static Object files(FilesSettings files) {
    FilesSettings plain = FilesSettings.of(files.folder());
    String folder = files.folder().toString();
    if (files.equals(plain)) {
      return folder;
    }
    Map<String, Object> map = ConfigurationText.ordered(FilesRows.FOLDER.key(), folder);
    map.putAll(Rows.said(FilesRows.ALL, files, plain));
    if (!files.index().equals(plain.index())) {
      list(map, FilesRows.INDEX.key(), files.index());
    }
    list(map, FilesRows.OVERRIDES.key(), files.overrides().stream().map(Path::toString).toList());
    ConfigurationText.put(map, FilesRows.TYPES.key(), new TreeMap<>(files.types().types()));
    ConfigurationText.put(
        map, FilesRows.CHARSETS_OF.key(), new TreeMap<>(files.types().charsets()));
    ConfigurationText.put(map, FilesRows.ENCODINGS.key(), new TreeMap<>(files.types().encodings()));
    return map;
  }

  private static Map<String, Object> match(Match match) {
    Map<String, Object> map = ConfigurationText.ordered("path", match.writtenPath());
    match.pattern().ifPresent(regex -> map.put("pattern", regex.toString()));
    list(map, "host", match.hosts().names());
    list(map, "listener", match.listeners());
    list(map, "except", match.writtenExcept());
    return map;
  }

  private static void list(Map<String, Object> map, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      map.put(key, texts.size() == 1 ? texts.get(0) : texts);
    }
  }

  static void rewriting(Map<String, Object> map, Rewriting rewriting) {
    map.putAll(Rows.said(RewritingRows.ALL, rewriting, Rewriting.DEFAULT));
    ConfigurationText.put(
        map, RewritingRows.TO_BY_MEMBER.key(), new TreeMap<>(rewriting.paths().toByMember()));
    ReverseText.add(map, rewriting.back().reverseRules());
    if (!rewriting.compress().types().isEmpty()) {
      map.put(RewritingRows.COMPRESS.key(), rewriting.compress().types());
    }
    if (!rewriting.replacedErrors().statuses().isEmpty()) {
      map.put(RewritingRows.REPLACE_ERRORS.key(), errors(rewriting.replacedErrors()));
    }
    if (!rewriting.conditional().isEmpty()) {
      map.put(
          RewritingRows.CONDITIONAL.key(),
          rewriting.conditional().stream().map(RouteText::conditional).toList());
    }
  }

  private static Object errors(ReplacedErrors replaced) {
    if (replaced.equals(ReplacedErrors.ALL)) {
      return true;
    }
    return replaced.statuses().isEmpty() ? (Object) false : numbers(replaced.statuses());
  }

  private static Map<String, Object> conditional(ConditionalRewriting some) {
    Map<String, Object> map = new LinkedHashMap<>();
    FieldChangesText.when(map, some.when());
    Rewriting bytes = Rewriting.DEFAULT.bodyBytes(some.bodyBytes());
    map.putAll(Rows.said(List.of(RewritingRows.BODY_LIMIT), bytes, Rewriting.DEFAULT));
    some.replacedErrors().ifPresent(e -> map.put(RewritingRows.REPLACE_ERRORS.key(), errors(e)));
    return map;
  }

  private static List<Object> numbers(Set<Integer> statuses) {
    return statuses.stream().sorted().<Object>map(ConfigurationText::number).toList();
  }

  private static Map<String, Object> manager(RouteSettings.ToManager to) {
    Map<String, Object> map = ConfigurationText.ordered("allow", to.allow());
    list(map, "hosts", to.hosts());
    map.putAll(Rows.said(List.of(RouteRows.READ_ONLY), to, to.readOnly(false)));
    list(map, "readers", to.readers());
    return map;
  }

  /** The proxy's own answer is known by its status alone. */
  private static Object response(FixedResponse answer) {
    if (answer.body().isEmpty()) {
      return ConfigurationText.number(answer.status());
    }
    return Rows.said(ResponseRows.ALL, ResponseParts.of(answer), ResponseParts.NONE);
  }

  private static Map<String, Object> redirect(Redirect redirect) {
    return Rows.said(RedirectRows.ALL, RedirectParts.of(redirect), RedirectParts.NONE);
  }

  private static void errorPages(Map<String, Object> map, RouteSettings route) {
    Map<Bare, Object> pages = new LinkedHashMap<>();
    new TreeMap<>(route.errorPages())
        .forEach((status, page) -> pages.put(ConfigurationText.number(status), page(page)));
    if (!pages.isEmpty()) {
      map.put("errorPages", pages);
    }
  }

  /** A file that is sent as any is known by its name alone. */
  private static Object page(ErrorPageSettings page) {
    Map<String, Object> map = new LinkedHashMap<>();
    page.file().ifPresent(file -> map.put(ErrorPageRows.FILE.key(), file.toString()));
    map.putAll(Rows.said(ErrorPageRows.ALL, page, ErrorPageSettings.NONE));
    boolean isPlain = page.file().map(ErrorPageSettings::of).filter(page::equals).isPresent();
    return isPlain ? page.file().get().toString() : map;
  }
}
