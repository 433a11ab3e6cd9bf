package dev.placemill.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of the page are what the programs they are for accept. `bench/run nodes` runs them.
class SeveralMachinesPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path directory;
  private Page page = new Page("");

  @BeforeEach
  void read() throws IOException {
    page = Page.of(ROOT.resolve("docs/how-to/several-machines.md"));
  }

  @Test
  void nginxAndCaddyAcceptTheirFiles() throws IOException {
    for (Proxy.Kind kind : Proxy.Kind.values()) {
      assertThat(page.file(kind.file())).contains("127.0.0.1:8081", "127.0.0.1:8083");
    }
    for (Proxy.Kind kind : Proxy.Kind.values()) {
      assumeTrue(kind.isInstalled(), "skipped: no " + kind + " here");
      Proxy.check(kind, directory, page.file(kind.file()));
    }
  }

  @Test
  void systemdAcceptsTheUnit() throws IOException {
    String unit = page.file("/etc/systemd/system/placemill@.service");
    assertThat(unit).contains("EnvironmentFile=/etc/placemill/placemill.env");
    assertThat(page.file("/etc/placemill/placemill.env")).contains("PLACEMILL_DATABASE_URL=");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "skipped: no systemd here");
    Path file = directory.resolve("placemill@8081.service");
    Files.writeString(file, unit.replace("/opt/placemill/current", ROOT.toString()));

    Command.run(directory, Map.of(), List.of("systemd-analyze", "verify", file.toString()));
  }
}
