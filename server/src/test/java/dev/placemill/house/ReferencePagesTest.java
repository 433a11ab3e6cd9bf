package dev.placemill.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.placemill.attribute.Attribute;
import dev.placemill.config.ConfigReader;
import dev.placemill.enricher.FailureCode;
import dev.placemill.library.Sources;
import dev.placemill.place.InputFault;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.source.EnrichmentSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What `docs/reference` lists is what the code has, both ways.
class ReferencePagesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void errorsHasEveryErrorOfARequestWithItsStatusAndTitle() {
    assertThat(rows("errors.md", "The request"))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code ->
                    List.of(
                        "`" + code.wireName() + "`",
                        Integer.toString(code.status()),
                        code.title(),
                        code.why(),
                        code.remedy()))
                .toList());
  }

  @Test
  void errorsHasEveryErrorOfAPlaceWithItsMeaning() {
    assertThat(rows("errors.md", "One place"))
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(InputFault.values())
                        .map(fault -> List.of("`" + fault.code() + "`", fault.meaning())),
                    Arrays.stream(FailureCode.values())
                        .map(code -> List.of("`" + code.wireName() + "`", code.meaning())))
                .toList());
  }

  @Test
  void errorsHasEveryErrorOfARowOfAList() {
    Pattern code = Pattern.compile("(?:new RowFault\\(|String [A-Z_]+ =)\\s*\"([a-z_]+)\"");
    Set<String> inCode =
        Stream.of("enrichment", "server")
            .flatMap(module -> Checkout.filesBelow(module + "/src/main/java", ".java").stream())
            .filter(file -> file.endsWith("RowFault.java") || file.endsWith("ChunkBatch.java"))
            .map(file -> Checkout.text(Checkout.ROOT.relativize(file).toString()))
            .flatMap(source -> code.matcher(source).results())
            .map((MatchResult found) -> "`" + found.group(1) + "`")
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows("errors.md", "One row of a list").stream().map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(inCode);
  }

  @Test
  void configurationIsTheTableTheServerMakes() {
    var reader = ConfigReader.ofDefaults();
    AppConfig.read(reader);
    assertThat(Checkout.text("docs/reference/configuration.md")).contains(reader.markdownTable());
  }

  @Test
  void configurationNamesEveryVariableOfTheLauncherAndTheServerLetsItThrough(@TempDir Path data) {
    Map<String, String> environment = new TreeMap<>();
    Pattern.compile("PLACEMILL_JAVA_[A-Z]+")
        .matcher(Checkout.text("placemill"))
        .results()
        .forEach(variable -> environment.put(variable.group(), "x"));
    assertThat(environment).isNotEmpty();
    assertThat(environment.keySet())
        .allSatisfy(variable ->
            assertThat(Checkout.text("docs/reference/configuration.md"))
                .contains("`" + variable + "`"));
    AppConfig.read(ConfigReader.of(data, null, environment, Map.of()));
  }

  @Test
  void everySourceThatIsWrittenIsAsked(@TempDir Path data) {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.placemill")
                .stream()
                .filter(type -> type.isAssignableTo(EnrichmentSource.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    try (Sources sources = allSources(data)) {
      assertThat(sources.inOrder().stream().map(source -> source.getClass().getName()))
          .containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void apiHasARowForEveryRoute() {
    Pattern path = Pattern.compile("`([^`]+)`");
    List<String> onPage = new ArrayList<>();
    for (List<String> row : rows("api.md", "Routes")) {
      path.matcher(row.get(1))
          .results()
          .forEach(found -> onPage.add(row.getFirst() + " " + found.group(1)));
    }
    try (TestServer server = TestServer.start(DATABASE.database(), FakeSource.knowingAll())) {
      assertThat(server.routes().stream().filter(route -> !route.contains(" /v1/")))
          .containsExactlyInAnyOrderElementsOf(onPage);
    }
  }

  @Test
  void attributesNamesTheSourcesThatSpeakOfEach(@TempDir Path data) {
    Map<String, Set<String>> inCode = new TreeMap<>();
    try (Sources sources = allSources(data)) {
      for (EnrichmentSource source : sources.inOrder()) {
        source
            .attributes()
            .forEach(attribute ->
                inCode
                    .computeIfAbsent("`" + attribute.wireName() + "`", _ -> new TreeSet<>())
                    .add(room(source)));
        assertThat(Checkout.text("docs/reference/sources.md"))
            .as("the page has a row for the source")
            .contains("| [" + room(source) + "](")
            .contains("`" + source.name() + "`");
      }
    }
    Map<String, Set<String>> onPage = new TreeMap<>();
    rows("attributes.md", "Attributes")
        .forEach(row -> onPage.put(row.getFirst(), Set.of(row.get(4).split(", ", -1))));
    assertThat(onPage).isEqualTo(inCode);
  }

  /// With everything on that is off by default; nothing is asked of what these settings name.
  private static Sources allSources(Path data) {
    Map<String, String> on =
        Map.of(
            "llm.endpoint", "http://localhost:1/v1",
            "llm.model", "any",
            "website.enabled", "true",
            "search.provider", "searxng",
            "search.endpoint", "http://localhost:1");
    AppConfig config = AppConfig.read(ConfigReader.of(data, null, Map.of(), on));
    return Sources.open(data, config.sources(), Clock.systemUTC());
  }

  private static String room(EnrichmentSource source) {
    String name = source.getClass().getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Test
  void apiAndErrorsNameEveryFieldOfAnAnswer() {
    String page =
        Checkout.text("docs/reference/api.md") + Checkout.text("docs/reference/errors.md");
    try (TestServer server = TestServer.start(DATABASE.database(), FakeSource.knowingAll())) {
      String batch = server.submit("Cafe");
      JsonNode ended = server.awaitEnd(batch);
      JsonNode again = server.post("/" + batch + "/reprocess", "{\"place_ids\":[\"p0\"]}").json();
      JsonNode refused = server.post("", "{}").json();
      Set<String> fields = new TreeSet<>();
      addFields(ended, fields);
      addFields(again, fields);
      addFields(refused, fields);
      fields.removeIf(field -> Attribute.findByWireName(field).isPresent());
      assertThat(fields).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }
  }

  @Test
  void apiHasEveryMetric() {
    try (TestServer server = TestServer.start(DATABASE.database(), FakeSource.knowingAll())) {
      String figures = server.send(server.request("/metrics").GET()).text();
      assertThat(rows("api.md", "Metrics").stream().map(List::getFirst))
          .containsExactlyInAnyOrderElementsOf(
              figures
                  .lines()
                  .filter(line -> line.startsWith("# TYPE "))
                  .map(line -> "`" + line.split(" ", 4)[2] + "`")
                  .toList());
    }
  }

  private static void addFields(JsonNode node, Set<String> fields) {
    if (node.isArray()) {
      node.values().forEach(value -> addFields(value, fields));
    }
    node.properties()
        .forEach(property -> {
          fields.add(property.getKey());
          addFields(property.getValue(), fields);
        });
  }

  /// The cells of the first table below a heading, row by row.
  private static List<List<String>> rows(String page, String heading) {
    String text = Checkout.text("docs/reference/" + page);
    int start = text.indexOf("# " + heading + "\n");
    assertThat(start).as("the heading %s of %s", heading, page).isNotNegative();
    return text.substring(start)
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line ->
            Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList())
        .toList();
  }
}
