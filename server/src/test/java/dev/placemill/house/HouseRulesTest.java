package dev.placemill.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The rules on names, sizes and visibility, read from the sources.
class HouseRulesTest {
  private static final int MOST_LINES_OF_A_FILE = 400;
  private static final int MOST_LINES_OF_A_METHOD = 60;
  private static final String MIGRATIONS =
      "server/src/main/resources/dev/placemill/server/db/migration";
  private static final int LAST_MIGRATION_BEFORE_SEVERAL_VERSIONS = 3;

  /// Names that say nothing: such a type has no place yet.
  private static final Pattern CATCH_ALL =
      Pattern.compile(
          "(?:Abstract|Base|Common)[A-Z].*|.*(?:Utils?|Managers?|Helpers?|Impl|Base|Common)");

  @Test
  void noMainFileIsLongerThanFourHundredLines() {
    assertThat(mainSources().filter(file -> lines(file) > MOST_LINES_OF_A_FILE)).isEmpty();
  }

  @Test
  void noMethodIsLongerThanSixtyLines() {
    List<String> tooLong = new ArrayList<>();
    // Of the main sources only: a test may be one long table of cases.
    forEachUnit(
        mainSources().toList(),
        (unit, positions) ->
            unit.accept(
                new TreeScanner<Void, String>() {
                  @Override
                  public Void visitMethod(MethodTree method, String file) {
                    long lines =
                        line(unit, positions, method, true)
                            - line(unit, positions, method, false)
                            + 1;
                    if (lines > MOST_LINES_OF_A_METHOD) {
                      tooLong.add("%s %s: %d lines".formatted(file, method.getName(), lines));
                    }
                    return super.visitMethod(method, file);
                  }
                },
                unit.getSourceFile().getName()));
    assertThat(tooLong).isEmpty();
  }

  private static long line(
      CompilationUnitTree unit, SourcePositions positions, Tree tree, boolean end) {
    return unit.getLineMap()
        .getLineNumber(
            end ? positions.getEndPosition(unit, tree) : positions.getStartPosition(unit, tree));
  }

  /// Nodes of the version before go on working while a newer one brings the schema forward.
  @Test
  void migrationsTakeNothingAwayFromTheVersionBefore() {
    Pattern taking =
        Pattern.compile(
            "\\bDROP (?!CONSTRAINT|NOT NULL)|\\b(RENAME|TYPE|TRUNCATE|SET NOT NULL)\\b|\\bADD (COLUMN )?\\w+ [^,;]*\\bNOT NULL(?! DEFAULT)");
    assertThat(Checkout.filesBelow(MIGRATIONS, ".sql"))
        .filteredOn(file -> version(file) > LAST_MIGRATION_BEFORE_SEVERAL_VERSIONS)
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(Checkout.text(Checkout.ROOT.relativize(file).toString()))
                .doesNotContainPattern(taking));
  }

  private static int version(Path migration) {
    String name = migration.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  @Test
  void noTypeHasACatchAllName() {
    List<String> catchAlls = new ArrayList<>();
    forEachUnit(
        Stream.concat(mainSources(), testSources()).toList(),
        (unit, _) ->
            unit.accept(
                new TreeScanner<Void, Void>() {
                  @Override
                  public Void visitClass(ClassTree type, Void nothing) {
                    if (CATCH_ALL.matcher(type.getSimpleName()).matches()) {
                      catchAlls.add(type.getSimpleName().toString());
                    }
                    return super.visitClass(type, null);
                  }
                },
                null));
    assertThat(catchAlls).isEmpty();
  }

  @Test
  void atLeastHalfOfTheTypesOfEachModuleAreKeptWithinTheirRoom() {
    for (String module : Checkout.MODULES) {
      List<Boolean> isPublic = new ArrayList<>();
      forEachUnit(
          Checkout.mainSources(module),
          (unit, _) ->
              unit.getTypeDecls().stream()
                  .filter(ClassTree.class::isInstance)
                  .forEach(type ->
                      isPublic.add(
                          ((ClassTree) type).getModifiers().getFlags().contains(Modifier.PUBLIC))));
      long kept = isPublic.stream().filter(open -> !open).count();
      assertThat(2 * kept)
          .as("package-private types of %s, twice, against all of them", module)
          .isGreaterThanOrEqualTo(isPublic.size());
    }
  }

  @Test
  void everyRoomHasADoorSignAndIsNullMarked() {
    Set<Path> rooms = new HashSet<>();
    mainSources().forEach(file -> rooms.add(file.resolveSibling("package-info.java")));
    assertThat(rooms)
        .allSatisfy(
            sign -> assertThat(Files.readString(sign)).contains("@NullMarked").startsWith("///"));
  }

  private static Stream<Path> mainSources() {
    return Checkout.MODULES.stream().flatMap(module -> Checkout.mainSources(module).stream());
  }

  private static Stream<Path> testSources() {
    return Checkout.MODULES.stream().flatMap(module -> Checkout.testSources(module).stream());
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface UnitReader {
    void read(CompilationUnitTree unit, SourcePositions positions);
  }

  private static void forEachUnit(List<Path> files, UnitReader reader) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var positions = Trees.instance(task).getSourcePositions();
      task.parse().forEach(unit -> reader.read(unit, positions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
