package dev.placemill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path directory;

  @Test
  void flagsWinOverTheEnvironmentThatOverTheFileAndThatOverTheDefault() throws IOException {
    Files.writeString(directory.resolve("placemill.properties"), "http.port = 1\nbatch.places=2\n");
    Map<String, String> environment = Map.of("PLACEMILL_HTTP_PORT", "3", "HOME", "/somewhere");

    assertThat(port(reader(Map.of(), Map.of()))).isEqualTo(1);
    assertThat(port(reader(environment, Map.of()))).isEqualTo(3);
    assertThat(port(reader(environment, Map.of("http.port", "4")))).isEqualTo(4);
    ConfigReader reader = reader(environment, Map.of());
    assertThat(reader.integer("batch.places", 9, "places", 0, 10)).isEqualTo(2);
    assertThat(reader.integer("batch.other", 9, "others", 0, 10)).isEqualTo(9);
  }

  @Test
  void allProblemsAreToldAtOnceEachInASentence() throws IOException {
    Files.writeString(directory.resolve("placemill.properties"), "http.prot = 80\n");
    ConfigReader reader =
        reader(
            Map.of("PLACEMILL_HTTP_PORT", "70000", "PLACEMILL_HTTP_BODDY", "x"),
            Map.of("http.idle", "soon", "unheard-of", "1"));
    port(reader);
    Duration idle =
        reader.duration("http.idle", "30s", "idle", Duration.ofSeconds(1), Duration.ofDays(1));
    reader.bytes("http.body", "16MB", "body", 1, 1 << 30);

    assertThat(idle).isEqualTo(Duration.ofSeconds(30));
    assertThat(problems(reader))
        .containsExactly(
            "http.port must be a whole number between 0 and 65535, not \"70000\" (environment variable PLACEMILL_HTTP_PORT).",
            "http.idle must be a duration like 30s, 5m, 24h or 30d between 1s and 1d, not \"soon\" (given as a flag).",
            "http.prot (in %s/placemill.properties) is not a setting: did you mean http.port?"
                .formatted(directory),
            "PLACEMILL_HTTP_BODDY (environment variable) is not a setting: did you mean PLACEMILL_HTTP_BODY?",
            "unheard-of (given as a flag) is not a setting.");
  }

  @Test
  void everyKindOfValueIsReadInItsNotation() {
    ConfigReader reader =
        reader(
            Map.of(),
            Map.of("a", "500ms", "b", "30d", "c", "64kB", "d", "0.5", "e", "TRUE", "f", "Warn"));
    Duration no = Duration.ZERO;
    Duration month = Duration.ofDays(100);

    assertThat(reader.duration("a", "1s", "", no, month)).isEqualTo(Duration.ofMillis(500));
    assertThat(reader.duration("b", "1s", "", no, month)).isEqualTo(Duration.ofDays(30));
    assertThat(reader.bytes("c", "1GB", "", 0, 1L << 40)).isEqualTo(65_536);
    assertThat(reader.decimal("d", "1", "", 0, 1)).isEqualTo(0.5);
    assertThat(reader.yesOrNo("e", false, "")).isTrue();
    assertThat(reader.choice("f", "info", "", List.of("info", "warn"))).isEqualTo("warn");
    assertThat(reader.text("g", "usual", "")).isEqualTo("usual");
    assertThat(reader.optionalText("h", "")).isNull();
    reader.finish();
  }

  @Test
  void theEndsOfARangeBelongToItAndTheNextValuesDoNot() {
    assertThat(problemsOfPort("0")).isEmpty();
    assertThat(problemsOfPort("65535")).isEmpty();
    assertThat(problemsOfPort("-1")).hasSize(1);
    assertThat(problemsOfPort("65536")).hasSize(1);
  }

  @Test
  void aSecretIsReadFromAFileAndNeverShown() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "open sesame\n");
    ConfigReader fromFile = reader(Map.of("PLACEMILL_DB_PASSWORD_FILE", file.toString()), Map.of());
    assertThat(fromFile.secret("db.password", "")).isEqualTo("open sesame");
    fromFile.finish();

    ConfigReader malformed = reader(Map.of("PLACEMILL_DB_URL", "mysql:secret"), Map.of());
    malformed.secret("db.url", "", Pattern.compile("jdbc:.*"), "a JDBC URL");
    assertThat(problems(malformed))
        .containsExactly(
            "db.url must be a JDBC URL, not the value given (environment variable PLACEMILL_DB_URL).");

    ConfigReader missing = reader(Map.of("PLACEMILL_DB_PASSWORD_FILE", "/none/here"), Map.of());
    missing.secret("db.password", "");
    assertThat(problems(missing))
        .containsExactly(
            "PLACEMILL_DB_PASSWORD_FILE must name a readable file, not \"/none/here\".");

    ConfigReader twice =
        reader(Map.of("PLACEMILL_P", "a", "PLACEMILL_P_FILE", file.toString()), Map.of());
    twice.secret("p", "");
    assertThat(problems(twice))
        .containsExactly("p is set twice: unset PLACEMILL_P or PLACEMILL_P_FILE.");
  }

  @Test
  void variablesThatAreNoSettingsAreLetThroughAndEmptyOnesAreUnset() {
    ConfigReader reader =
        reader(
            Map.of("PLACEMILL_DATA", "/data", "PLACEMILL_KEY", "k", "PLACEMILL_HTTP_PORT", ""),
            Map.of());

    assertThat(port(reader)).isEqualTo(8080);
    reader.finish();
  }

  @Test
  void aFileThatWasAskedForMustBeThereAndWellFormed() throws IOException {
    Path malformed = Files.writeString(directory.resolve("bad"), "http.port=\\u12\n");
    Path missing = directory.resolve("missing");

    assertThat(problems(ConfigReader.of(directory, missing, Map.of(), Map.of())))
        .containsExactly("There is no configuration file " + missing + ".");
    assertThat(problems(ConfigReader.of(directory, malformed, Map.of(), Map.of())))
        .singleElement()
        .asString()
        .contains("is malformed");
  }

  @Test
  void theManualsTableNamesKeyVariableDefaultAndMeaning() {
    ConfigReader reader = ConfigReader.ofDefaults();
    port(reader);
    reader.secret("database.password", "password | phrase");

    assertThat(reader.markdownTable())
        .isEqualTo(
            """
            | key | environment variable | default | meaning |
            | --- | --- | --- | --- |
            | `http.port` | `PLACEMILL_HTTP_PORT` | `8080` | port to listen on |
            | `database.password` | `PLACEMILL_DATABASE_PASSWORD`, `PLACEMILL_DATABASE_PASSWORD_FILE` | unset | password \\| phrase |
            """);
  }

  @Test
  void twoRoomsCannotDeclareTheSameKey() {
    ConfigReader reader = ConfigReader.ofDefaults();
    port(reader);

    assertThatThrownBy(() -> port(reader)).isInstanceOf(IllegalStateException.class);
  }

  private ConfigReader reader(Map<String, String> environment, Map<String, String> flags) {
    return ConfigReader.of(directory, null, environment, flags);
  }

  private static int port(ConfigReader reader) {
    return reader.integer("http.port", 8080, "port to listen on", 0, 65_535);
  }

  private static List<String> problemsOfPort(String text) {
    ConfigReader reader =
        ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("http.port", text));
    port(reader);
    return problems(reader);
  }

  private static List<String> problems(ConfigReader reader) {
    BadConfiguration bad = catchThrowableOfType(BadConfiguration.class, reader::finish);
    return bad == null ? List.of() : bad.problems();
  }
}
