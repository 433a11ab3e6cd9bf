package dev.placemill.bench.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs tests in a process of its own: `TestRun REPORT TEST...`. The report has a line per outcome;
/// only the end of a failed assertion is called `failed`.
final class TestRun implements TestExecutionListener {
  private static final int MESSAGE = 200;

  private final PrintStream report;

  private TestRun(PrintStream report) {
    this.report = report;
  }

  public static void main(String[] arguments) throws IOException {
    List<DiscoverySelector> tests =
        Arrays.stream(arguments).skip(1).<DiscoverySelector>map(TestRun::selector).toList();
    try (var report = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), true, UTF_8)) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request().selectors(tests).build(),
              new TestRun(report));
    }
    // Threads of a broken engine may be left behind.
    System.exit(0);
  }

  private static DiscoverySelector selector(String name) {
    return name.contains("#")
        ? DiscoverySelectors.selectMethod(name)
        : DiscoverySelectors.selectClass(name);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.SUCCESSFUL) {
      if (test.isTest()) {
        report.println("passed " + test.getDisplayName());
      }
      return;
    }
    Throwable reason = result.getThrowable().orElseThrow();
    String kind = test.isTest() && reason instanceof AssertionError ? "failed" : "broken";
    String message = Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    String begin = message.strip().replaceAll("\\s+", " ");
    report.printf(
        "%s %s: %s%n",
        kind, test.getDisplayName(), begin.substring(0, Math.min(begin.length(), MESSAGE)));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    report.println("skipped " + test.getDisplayName() + ": " + reason);
  }
}
