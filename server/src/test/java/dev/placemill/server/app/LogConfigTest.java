package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The log is set up once per process, so each test looks at a process of its own.
class LogConfigTest {
  @Test
  void aNormalRunPrintsNothing() throws IOException {
    assertThat(logAt("warn", "nothing wrong")).isEmpty();
  }

  @Test
  void anEventIsOneLineWithItsIdsAndItsCause() throws IOException {
    List<String> lines = logAt("warn", "trouble");

    assertThat(lines)
        .singleElement()
        .asString()
        .matches("time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z level=WARN .*")
        .contains("logger=LogConfigTest msg=\"two lines, | a `quote`\" request_id=r1 batch_id=b2")
        .contains(" error=\"java.lang.IllegalStateException: cause | at dev.placemill")
        .doesNotContain("node=");
  }

  @Test
  void aLouderLevelTellsMore() throws IOException {
    assertThat(logAt("info", "nothing wrong"))
        .singleElement()
        .asString()
        .contains("level=INFO logger=LogConfigTest msg=\"all is well\"")
        .doesNotContain("error=")
        .doesNotContain("request_id=");
    assertThat(logAt("debug", "nothing wrong")).hasSize(2);
  }

  public static void main(String[] args) {
    LogConfig.read(ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("log.level", args[0])))
        .apply();
    Logger ours = LoggerFactory.getLogger(LogConfigTest.class);
    Logger library = LoggerFactory.getLogger("org.example.Library");
    if (args[1].equals("trouble")) {
      MDC.put("request_id", "r1");
      MDC.put("batch_id", "b2");
      ours.warn("two lines,\n a \"quote\"", new IllegalStateException("cause"));
    } else {
      ours.info("all is well");
      library.info("chatter");
    }
  }

  private static List<String> logAt(String level, String what) throws IOException {
    return JavaProcess.output(LogConfigTest.class, level, what).lines().toList();
  }
}
