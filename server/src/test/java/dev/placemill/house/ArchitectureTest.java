package dev.placemill.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms, as `ARCHITECTURE.md` draws them.
class ArchitectureTest {
  private static final String ROOT = "dev.placemill";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /// `| [`room`](...) | what it holds | `room`, `room` |` in the table of rooms.
  private static final Pattern ROOM =
      Pattern.compile("(?m)^\\| \\[`([a-z.]+)`]\\([^)]+\\) \\| [^|]+ \\| ([^|]+) \\|$");

  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  /// Spark and what runs on it are not on this class path: there the sources tell who uses whom.
  private static final String SPARK = "spark";

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?dev\\.placemill\\.([a-z.]+)\\.[A-Z]");

  /// Who may read and write a table; nobody else's SQL names it.
  private static final Map<String, String> OWNERS =
      Map.ofEntries(
          Map.entry("organization", "server.org"),
          Map.entry("api_key", "server.org"),
          Map.entry("console_session", "server.org"),
          Map.entry("audit_entry", "server.audit"),
          Map.entry("batch", "server.batch"),
          Map.entry("batch_alias", "server.batch"),
          Map.entry("slice_input", "server.batch"),
          Map.entry("result_chunk", "server.batch"),
          Map.entry("slice", "server.queue"),
          Map.entry("idempotency_key", "server.batch"),
          Map.entry("usage_day", "server.batch"),
          Map.entry("open_run", "server.queue"),
          Map.entry("pause", "server.queue"),
          Map.entry("node", "server.queue"),
          Map.entry("decision", "server.review"),
          Map.entry("export", "server.export"),
          Map.entry("export_part", "server.export"),
          Map.entry("webhook", "server.webhook"),
          Map.entry("webhook_secret", "server.webhook"),
          Map.entry("webhook_callback", "server.webhook"),
          Map.entry("webhook_delivery", "server.webhook"),
          Map.entry("webhook_attempt", "server.webhook"));

  private static final Pattern MADE = Pattern.compile("(?m)^CREATE TABLE (\\w+)");
  private static final Pattern DROPPED = Pattern.compile("(?m)^DROP TABLE (\\w+)");
  private static final Pattern NAMED =
      Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+(\\w+)");

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theTableOfRoomsHasEveryPackageAndEveryArrowAndNoOther() {
    Map<String, Set<String>> drawn = new TreeMap<>();
    ROOM.matcher(Checkout.text("ARCHITECTURE.md"))
        .results()
        .forEach(row -> drawn.put(row.group(1), names(row.group(2))));
    assertThat(drawn).isEqualTo(arrows());
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass user : CLASSES) {
      Set<String> used = arrows.computeIfAbsent(room(user), _ -> new TreeSet<>());
      user.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith(ROOT))
          .map(ArchitectureTest::room)
          .filter(room -> !room.equals(room(user)))
          .forEach(used::add);
    }
    arrows.put(SPARK, roomsOfSpark());
    return arrows;
  }

  private static Set<String> roomsOfSpark() {
    return Checkout.mainSources(SPARK).stream()
        .map(file -> Checkout.text(Checkout.ROOT.relativize(file).toString()))
        .flatMap(source -> IMPORT.matcher(source).results())
        .map((MatchResult line) -> line.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length() + 1);
  }

  @Test
  void sourcesNeverSeeEachOther() {
    for (String source : List.of("brand", "geography", "llm", "reference", "search", "website")) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".source." + source + "..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage(ROOT + ".source.*..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackage(
                          ROOT + ".source." + source + "..")))
          .check(CLASSES);
    }
  }

  @Test
  void whatMustNotKnowEachOtherDoesNot() {
    mustNotUse("http", "org", "queue", "batch", "worker", "db");
    mustNotUse("queue", "http", "org", "batch", "webhook", "worker");
    mustNotUse("audit", "org", "queue", "batch", "webhook", "worker");
    mustNotUse("org", "queue", "batch", "webhook", "worker");
    mustNotUse("webhook", "org", "queue", "batch", "worker");
    mustNotUse("db", "http", "org", "queue", "batch", "webhook", "worker");
    mustNotUse("cli", "app", "batch", "config", "db", "http", "org", "queue", "worker");
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".server..")
        .check(CLASSES);
  }

  private static void mustNotUse(String room, String... others) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".server." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(others)
                .map(other -> ROOT + ".server." + other + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void theWebServerAndTheDatabaseLibraryStayBehindTheirRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".server.db..",
            ROOT + ".server.org..",
            ROOT + ".server.audit..",
            ROOT + ".server.queue..",
            ROOT + ".server.batch..",
            ROOT + ".server.webhook..",
            ROOT + ".server.export..",
            ROOT + ".server.review..",
            ROOT + ".server.worker..",
            ROOT + ".server.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..")
        .check(CLASSES);
  }

  private static Set<String> tables(Pattern statement) {
    return Checkout.filesBelow(
            "server/src/main/resources/dev/placemill/server/db/migration", ".sql")
        .stream()
        .map(file -> Checkout.text(Checkout.ROOT.relativize(file).toString()))
        .flatMap(sql -> statement.matcher(sql).results())
        .map((MatchResult table) -> table.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyTableHasOneOwnerAndOnlyTheOwnersSqlNamesIt() {
    Set<String> made = tables(MADE);
    made.removeAll(tables(DROPPED));
    assertThat(OWNERS.keySet()).isEqualTo(made);

    for (Path file : Checkout.mainSources("server")) {
      String source = Checkout.text(Checkout.ROOT.relativize(file).toString());
      String path = file.toString().replace('\\', '/');
      NAMED
          .matcher(source)
          .results()
          .map((MatchResult table) -> table.group(1))
          .filter(OWNERS::containsKey)
          .forEach(table ->
              assertThat(path)
                  .as("the file that names the table %s", table)
                  .contains("/" + String.valueOf(OWNERS.get(table)).replace('.', '/') + "/"));
    }
  }
}
