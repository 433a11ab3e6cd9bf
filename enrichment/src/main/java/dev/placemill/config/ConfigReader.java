package dev.placemill.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns keys into typed values: flags win over the environment, that over the file, that over a
/// variable that programs share, that over the default.
///
/// Each room reads its own keys in a `static XxxConfig read(ConfigReader reader)`. A bad value is
/// noted and its default handed out meanwhile, so that [#finish()] can name every problem at once;
/// nothing may act on a value before `finish()` has returned.
public final class ConfigReader {
  private final ConfigSources sources;
  private final Map<String, Setting<?>> settings = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private ConfigReader(ConfigSources sources) {
    this.sources = sources;
    problems.addAll(sources.problems());
  }

  /// A reader over all four layers.
  ///
  /// @param configFile the file that was asked for, which must exist; null means
  ///   `placemill.properties` in the data directory if there is one
  /// @param environment as of `System.getenv()`; variables that belong to no setting are ignored
  ///   where they have not our prefix, and an empty value counts as unset
  /// @param flags key to value, e.g. `http.port` to `8081`
  public static ConfigReader of(
      Path dataDirectory,
      @Nullable Path configFile,
      Map<String, String> environment,
      Map<String, String> flags) {
    return new ConfigReader(ConfigSources.of(dataDirectory, configFile, environment, flags));
  }

  /// A reader of nothing but the defaults.
  public static ConfigReader ofDefaults() {
    return new ConfigReader(ConfigSources.empty());
  }

  public int integer(String key, int fallback, String meaning, int min, int max) {
    return value(key, Integer.toString(fallback), meaning, ValueRule.wholeNumber(min, max));
  }

  public double decimal(String key, String fallback, String meaning, double min, double max) {
    return value(key, fallback, meaning, ValueRule.number(min, max));
  }

  public boolean yesOrNo(String key, boolean fallback, String meaning) {
    return value(key, Boolean.toString(fallback), meaning, ValueRule.yesOrNo());
  }

  /// A duration like `500ms`, `30s`, `5m`, `24h` or `30d`.
  public Duration duration(
      String key, String fallback, String meaning, Duration min, Duration max) {
    return value(key, fallback, meaning, ValueRule.duration(min, max));
  }

  /// A size in bytes, written like `64kB`, `16MB` or `1GB` (powers of 1,024).
  public long bytes(String key, String fallback, String meaning, long min, long max) {
    return value(key, fallback, meaning, ValueRule.size(min, max));
  }

  /// One of a few words, in lower case.
  public String choice(String key, String fallback, String meaning, List<String> words) {
    return value(key, fallback, meaning, ValueRule.oneOf(words));
  }

  public String text(String key, String fallback, String meaning) {
    return value(key, fallback, meaning, ValueRule.text());
  }

  /// A value in a form of its own.
  ///
  /// @param words completes the sentence "the key must be ..."
  /// @param parser the value of a text, or null when the text is not one
  public <T> T form(
      String key,
      String fallback,
      String meaning,
      String words,
      Function<String, @Nullable T> parser) {
    return value(key, fallback, meaning, new ValueRule<>(words, parser));
  }

  /// A value in a form of its own that may be absent.
  ///
  /// @param words completes the sentence "the key must be ..."
  /// @param parser the value of a text, or null when the text is not one
  public <T> @Nullable T optionalForm(
      String key, String meaning, String words, Function<String, @Nullable T> parser) {
    return valueOrNull(new Setting<>(key, null, meaning, new ValueRule<>(words, parser), false));
  }

  /// A text that may be absent.
  public @Nullable String optionalText(String key, String meaning) {
    return valueOrNull(new Setting<>(key, null, meaning, ValueRule.text(), false));
  }

  /// A text that may be absent and is never shown.
  public @Nullable String secret(String key, String meaning) {
    return valueOrNull(new Setting<>(key, null, meaning, ValueRule.text(), true));
  }

  /// A secret of a given form.
  ///
  /// @param rule completes the sentence "the key must be ..."
  public @Nullable String secret(String key, String meaning, Pattern form, String rule) {
    return valueOrNull(new Setting<>(key, null, meaning, ValueRule.matching(form, rule), true));
  }

  /// The address of a service, which may be absent: http or https, without a password in it.
  public @Nullable URI address(String key, String meaning) {
    return valueOrNull(new Setting<>(key, null, meaning, ValueRule.address(), false));
  }

  /// The same, which a variable that programs share gives where nothing else does.
  ///
  /// @param standard the variable
  public @Nullable URI address(String key, String meaning, String standard) {
    return valueOrNull(new Setting<>(key, null, meaning, ValueRule.address(), false, standard));
  }

  /// A text that a variable that programs share gives where nothing else does.
  ///
  /// @param standard the variable
  public String text(String key, String fallback, String meaning, String standard) {
    return Objects.requireNonNullElse(
        valueOrNull(new Setting<>(key, fallback, meaning, ValueRule.text(), false, standard)),
        fallback);
  }

  /// Notes a problem that several settings have together.
  ///
  /// @param problem a sentence that names the keys and says what to do
  public void refuse(String problem) {
    problems.add(problem);
  }

  /// Refuses what was bad, and every key that no room has asked for.
  ///
  /// @throws BadConfiguration naming all problems
  public void finish() {
    List<String> all =
        Stream.concat(problems.stream(), sources.unknownKeys(settings.values()).stream()).toList();
    if (!all.isEmpty()) {
      throw new BadConfiguration(all);
    }
  }

  /// Refuses what was bad of the settings asked for, in a file that holds settings of others too.
  ///
  /// @throws BadConfiguration naming all problems
  public void finishOwn() {
    if (!problems.isEmpty()) {
      throw new BadConfiguration(problems);
    }
  }

  /// Every setting asked for so far, as the table of the manual.
  public String markdownTable() {
    return ConfigurationTable.of(settings.values());
  }

  Collection<Setting<?>> settings() {
    return settings.values();
  }

  private <T> T value(String key, String fallback, String meaning, ValueRule<T> rule) {
    Setting<T> setting = new Setting<>(key, fallback, meaning, rule, false);
    T usual = rule.parser().apply(fallback);
    if (usual == null) {
      throw new IllegalStateException(
          "the default of " + key + " must be " + rule.words() + ", not " + fallback);
    }
    return Objects.requireNonNullElse(valueOrNull(setting), usual);
  }

  private <T> @Nullable T valueOrNull(Setting<T> setting) {
    if (settings.putIfAbsent(setting.key(), setting) != null) {
      throw new IllegalStateException("two rooms declare the setting " + setting.key());
    }
    GivenValue given = sources.find(setting, problems).orElse(null);
    if (given == null) {
      return null;
    }
    T value = setting.rule().parser().apply(given.text());
    if (value == null) {
      String shown = setting.secret() ? "the value given" : "\"" + given.text() + "\"";
      problems.add(
          "%s must be %s, not %s (%s)."
              .formatted(setting.key(), setting.rule().words(), shown, given.origin()));
    }
    return value;
  }
}
