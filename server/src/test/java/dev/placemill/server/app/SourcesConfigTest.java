package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.library.SourcesConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesConfigTest {
  private static final String KEY = "sk-live-0123456789";

  @TempDir Path directory;

  @Test
  void withoutASettingNoNetworkIsUsed() {
    SourcesConfig config = SourcesConfig.withoutNetwork();
    assertThat(config.search()).isNull();
    assertThat(config.llm()).isNull();
    assertThat(config.usesWeb()).isFalse();
  }

  @Test
  void anEndpointTurnsTheModelOnAndAProviderTheSearch() {
    SourcesConfig config =
        AppConfig.read(
                reader(
                    Map.of(
                        "llm.endpoint", "http://localhost:11434/v1",
                        "llm.model", "qwen3:8b",
                        "search.provider", "brave",
                        "search.api-key", KEY)))
            .sources();
    assertThat(config.llm())
        .satisfies(llm -> {
          assertThat(llm.endpoint()).isEqualTo(URI.create("http://localhost:11434/v1"));
          assertThat(llm.key()).isNull();
          assertThat(llm.budget().tokensPerBatch()).isEqualTo(5_000_000);
        });
    assertThat(config.search())
        .satisfies(search ->
            assertThat(search.endpoint()).isEqualTo(URI.create("https://api.search.brave.com")));
    assertThat(config.usesWeb()).isTrue();
    assertThat(config.toString()).doesNotContain(KEY);
  }

  @Test
  void placesAreGivenTheTimeToStandInLine() {
    Map<String, String> few = Map.of("worker.slices", "2", "batch.slice-size", "50");
    assertThat(placeTimeout(few)).isEqualTo(Duration.ofSeconds(60));

    Map<String, String> searching = new HashMap<>(few);
    searching.putAll(Map.of("search.provider", "searxng", "search.endpoint", "http://localhost:1"));
    // 100 places, 2 at a time, 10 seconds each at most.
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofSeconds(500));
    searching.put("search.pause", "7s");
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofSeconds(700));

    searching.putAll(Map.of("llm.endpoint", "http://localhost:1/v1", "llm.model", "any"));
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofSeconds(700 + 750));
    searching.put("website.enabled", "true");
    // 100 places, 8 pages each, 20 pages a second.
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofSeconds(40 + 700 + 750));
    searching.put("batch.timeout", "20m");
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofMinutes(10));
    searching.put("worker.place-timeout", "15m");
    assertThat(placeTimeout(searching)).isEqualTo(Duration.ofMinutes(15));
  }

  private Duration placeTimeout(Map<String, String> flags) {
    return AppConfig.read(reader(flags)).worker().placeTimeout();
  }

  @Test
  void whatIsMissingBesideWhatWasGivenIsSaid() {
    assertThat(problems(Map.of("search.provider", "searxng")))
        .containsExactly(
            "search.provider = searxng needs search.endpoint, e.g. http://localhost:8888.");
    assertThat(problems(Map.of("search.provider", "brave")))
        .containsExactly("search.provider = brave needs search.api-key.");
    assertThat(problems(Map.of("llm.endpoint", "http://localhost:1/v1")))
        .containsExactly("llm.endpoint needs llm.model, the name of a model that it has.");
    assertThat(problems(Map.of("llm.cost-per-batch", "5")))
        .containsExactly(
            "llm.cost-per-batch needs llm.price-in or llm.price-out: without prices nothing costs"
                + " anything.");
  }

  @Test
  void aKeyThatCannotBeOneIsRefusedWithoutBeingShown() {
    assertThat(problems(Map.of("llm.api-key", KEY + " x", "search.api-key", KEY + "\u00e9")))
        .hasSize(2)
        .allSatisfy(problem ->
            assertThat(problem)
                .contains("must be visible ASCII characters without spaces")
                .doesNotContain(KEY));
  }

  @Test
  void anEndpointIsAnAddressWithoutAnythingSecretInIt() {
    for (String bad :
        List.of("localhost:8080", "ftp://x/", "http://user:pass@x/", "http://x/?key=1", "http:")) {
      assertThat(problems(Map.of("llm.endpoint", bad, "llm.model", "m")))
          .singleElement()
          .asString()
          .startsWith("llm.endpoint must be an address like http://localhost:8080");
    }
  }

  private List<String> problems(Map<String, String> flags) {
    BadConfiguration bad =
        catchThrowableOfType(BadConfiguration.class, () -> AppConfig.read(reader(flags)));
    return bad.problems();
  }

  private ConfigReader reader(Map<String, String> flags) {
    return ConfigReader.of(directory, null, Map.of(), flags);
  }
}
