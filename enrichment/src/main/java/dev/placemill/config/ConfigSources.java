package dev.placemill.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was given, layer by layer.
///
/// @param file keys and values of the file
/// @param fileName how messages call the file
/// @param environment variables that are not empty
/// @param problems what was wrong with the file itself
record ConfigSources(
    Map<String, String> file,
    String fileName,
    Map<String, String> environment,
    Map<String, String> flags,
    List<String> problems) {

  static final String FILE_NAME = "placemill.properties";

  /// Variables with our prefix that are not settings: read by the launcher, the command line or the
  /// tests.
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "PLACEMILL_CONFIG",
          "PLACEMILL_DATA",
          "PLACEMILL_JAVA_DIRS",
          "PLACEMILL_JAVA_HOME",
          "PLACEMILL_JAVA_OPTS",
          "PLACEMILL_KEY",
          "PLACEMILL_ORG",
          "PLACEMILL_TEST_DATA",
          "PLACEMILL_URL");

  static ConfigSources empty() {
    return new ConfigSources(Map.of(), FILE_NAME, Map.of(), Map.of(), List.of());
  }

  static ConfigSources of(
      Path dataDirectory,
      @Nullable Path configFile,
      Map<String, String> environment,
      Map<String, String> flags) {
    Path path = configFile != null ? configFile : dataDirectory.resolve(FILE_NAME);
    List<String> problems = new ArrayList<>();
    Map<String, String> file =
        configFile == null && !Files.exists(path) ? Map.of() : fileAt(path, problems);
    Map<String, String> ours = new TreeMap<>(environment);
    ours.values().removeIf(String::isBlank);
    return new ConfigSources(file, path.toString(), ours, new TreeMap<>(flags), problems);
  }

  /// The value that counts for a setting; trouble in reading a secret's file is noted.
  Optional<GivenValue> find(Setting<?> setting, List<String> problems) {
    String flag = flags.get(setting.key());
    if (flag != null) {
      return Optional.of(new GivenValue(flag.strip(), "given as a flag"));
    }
    Optional<GivenValue> variable = findVariable(setting, problems);
    if (variable.isPresent()) {
      return variable;
    }
    return Optional.ofNullable(file.get(setting.key()))
        .map(text -> new GivenValue(text.strip(), "in " + fileName))
        .or(() -> findStandard(setting));
  }

  private Optional<GivenValue> findStandard(Setting<?> setting) {
    return Optional.ofNullable(setting.standard()).flatMap(variable -> findVariable(variable));
  }

  private Optional<GivenValue> findVariable(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(text -> new GivenValue(text.strip(), "environment variable " + variable));
  }

  private Optional<GivenValue> findVariable(Setting<?> setting, List<String> problems) {
    String direct = environment.get(setting.variable());
    String path = setting.secret() ? environment.get(setting.fileVariable()) : null;
    if (direct != null && path != null) {
      problems.add(
          "%s is set twice: unset %s or %s."
              .formatted(setting.key(), setting.variable(), setting.fileVariable()));
    }
    if (direct != null) {
      return findVariable(setting.variable());
    }
    return path == null ? Optional.empty() : findSecret(setting, path, problems);
  }

  private static Optional<GivenValue> findSecret(
      Setting<?> setting, String path, List<String> problems) {
    try {
      String text = Files.readString(Path.of(path)).strip();
      return Optional.of(new GivenValue(text, "in the file of " + setting.fileVariable()));
    } catch (IOException _) {
      problems.add(
          "%s must name a readable file, not \"%s\".".formatted(setting.fileVariable(), path));
      return Optional.empty();
    }
  }

  /// One sentence for every key in any layer that is not a setting.
  List<String> unknownKeys(Collection<Setting<?>> settings) {
    Set<String> keys = new TreeSet<>();
    Set<String> variables = new TreeSet<>();
    for (Setting<?> setting : settings) {
      keys.add(setting.key());
      variables.add(setting.variable());
      if (setting.secret()) {
        variables.add(setting.fileVariable());
      }
    }
    List<String> unknown = new ArrayList<>();
    file.keySet().forEach(key -> refuse(key, keys, " (in " + fileName + ")", unknown));
    for (String variable : environment.keySet()) {
      if (Setting.isOurs(variable) && !OTHER_VARIABLES.contains(variable)) {
        refuse(variable, variables, " (environment variable)", unknown);
      }
    }
    flags.keySet().forEach(key -> refuse(key, keys, " (given as a flag)", unknown));
    return unknown;
  }

  private static void refuse(String name, Set<String> known, String origin, List<String> problems) {
    if (!known.contains(name)) {
      String hint =
          NearestName.find(name, known).map(near -> ": did you mean " + near + "?").orElse(".");
      problems.add(name + origin + " is not a setting" + hint);
    }
  }

  private static Map<String, String> fileAt(Path path, List<String> problems) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException _) {
      problems.add("There is no configuration file " + path + ".");
    } catch (IOException _) {
      problems.add("The configuration file " + path + " cannot be read as UTF-8 text.");
    } catch (IllegalArgumentException e) {
      problems.add("The configuration file " + path + " is malformed: " + e.getMessage());
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k, "")));
    return values;
  }
}
