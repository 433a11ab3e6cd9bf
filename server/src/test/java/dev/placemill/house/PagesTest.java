package dev.placemill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages of this repository lead somewhere, and what they name exists.
class PagesTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  /// A type in code font: `SliceQueue`, `SliceQueue#claim` or `ItemJson.Failure`.
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)?)(?:[#.]\\w+)?(?:\\(\\))?`");

  private static final Pattern FILE =
      Pattern.compile("`([A-Za-z0-9_/-]+\\.(?:java|md|json|sql|xml|tsv|mjs|csv|sh|properties))`");

  @Test
  void everyLinkOfAPageLeadsToAFile() {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      LINK.matcher(text(page))
          .results()
          .map((MatchResult link) -> link.group(1))
          .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
          .filter(link -> !Files.exists(page.resolveSibling(link)))
          .forEach(link -> dead.add(Checkout.ROOT.relativize(page) + ": " + link));
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyTypeAndFileThatAPageNamesExists() {
    Set<String> types = new TreeSet<>();
    Set<String> files = new TreeSet<>();
    for (String module : Checkout.MODULES) {
      Stream.concat(Checkout.mainSources(module).stream(), Checkout.testSources(module).stream())
          .forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
      Checkout.filesBelow(module + "/src", "").forEach(file -> files.add(name(file)));
    }
    for (String directory : List.of("docs", "examples", "data")) {
      Checkout.filesBelow(directory, "").forEach(file -> files.add(name(file)));
    }
    List<String> unknown = new ArrayList<>();
    for (Path page : mapPages()) {
      TYPE.matcher(text(page))
          .results()
          .map((MatchResult type) -> type.group(1))
          .filter(type -> !types.contains(type) && !isOfTheJdk(type))
          .forEach(type -> unknown.add(name(page) + ": " + type));
      FILE.matcher(text(page))
          .results()
          .map((MatchResult file) -> file.group(1))
          .filter(file -> !files.contains(Path.of(file).getFileName().toString()))
          .filter(file -> !Files.exists(Checkout.ROOT.resolve(file)))
          .forEach(file -> unknown.add(name(page) + ": " + file));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyNoticeIsListedInTheNotice() {
    String notice = Checkout.text("NOTICE");
    assertThat(Checkout.filesBelow("NOTICE.d", ".txt"))
        .allSatisfy(file -> assertThat(notice).contains("NOTICE.d/" + name(file)));
  }

  @Test
  void everyReferencePageAndDecisionIsListedWhereReadersLook() {
    String readme = Checkout.text("README.md");
    assertThat(Checkout.filesBelow("docs/reference", ".md"))
        .allSatisfy(file -> assertThat(readme).contains("docs/reference/" + name(file)));
    String map = Checkout.text("ARCHITECTURE.md");
    assertThat(Checkout.filesBelow("docs/decisions", ".md"))
        .allSatisfy(file -> assertThat(map).contains("docs/decisions/" + name(file)));
  }

  private static boolean isOfTheJdk(String type) {
    return Stream.of("java.lang.", "java.util.", "java.time.")
        .anyMatch(room ->
            Object.class.getResource("/" + (room + type).replace('.', '/') + ".class") != null);
  }

  /// The pages that name classes.
  private static List<Path> mapPages() {
    List<Path> pages = new ArrayList<>(Checkout.filesBelow("docs/decisions", ".md"));
    pages.add(Checkout.ROOT.resolve("ARCHITECTURE.md"));
    pages.add(Checkout.ROOT.resolve("CONTRIBUTING.md"));
    return pages;
  }

  private static List<Path> pages() {
    List<Path> pages = new ArrayList<>(Checkout.filesBelow("docs", ".md"));
    for (String page :
        List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "data/README.md")) {
      pages.add(Checkout.ROOT.resolve(page));
    }
    return pages;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String text(Path page) {
    return Checkout.text(Checkout.ROOT.relativize(page).toString());
  }
}
