package dev.placemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineInterfaceTest {
  @Test
  void helpOpensWithExamples() {
    CommandRun run = CommandRun.of(null, "enrich", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out().indexOf("Examples:"))
        .isPositive()
        .isLessThan(run.out().indexOf("Usage: placemill enrich"));
  }

  @Test
  void aMisspeltCommandIsCorrected() {
    CommandRun run = CommandRun.of(null, "enrch");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean").contains("enrich");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void noCommandAtAllShowsTheHelp() {
    CommandRun run = CommandRun.of(null);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--help");
  }

  @Test
  void aKeyIsAllThatKeyCreatePrints() {
    CommandRun run = CommandRun.of(null, "key", "create", "acme");

    assertThat(run).isEqualTo(new CommandRun(0, "pmk_secret_of_acme\n", ""));
  }

  @Test
  void aKeyHasTheScopesAndTheLifeThatWereAskedFor() {
    assertThat(
            CommandRun.of(
                    null,
                    "key",
                    "create",
                    "acme",
                    "--scope",
                    "a,b",
                    "--scope",
                    "c",
                    "--expires",
                    "90d")
                .out())
        .isEqualTo("pmk_secret_of_acme_for_a_and_b_and_c_for_90_days\n");
    assertThat(CommandRun.of(null, "key", "rotate", "7").out()).isEqualTo("pmk_after_7_in_24h\n");
    assertThat(CommandRun.of(null, "key", "rotate", "7", "--overlap", "2d").out())
        .isEqualTo("pmk_after_7_in_48h\n");
    CommandRun vague = CommandRun.of(null, "key", "create", "acme", "--expires", "soon");
    assertThat(vague.code()).isEqualTo(2);
    assertThat(vague.err()).contains("give one like 90d, 12h or 30m");
  }

  @Test
  void serveSaysItsAddressInOneLine() {
    CommandRun run = CommandRun.of(null, "serve", "--port", "9000");

    assertThat(run.out()).isEqualTo("Placemill is ready at http://127.0.0.1:9000\n");
  }

  @Test
  void whatBecameOfTheDatabaseIsSaidInOneLine() {
    CommandRun run = CommandRun.of(null, "backup", "/backups/monday");

    assertThat(run)
        .isEqualTo(new CommandRun(0, "Backed up to /backups/monday: 1,203 files, 48.3 MB.\n", ""));
    assertThat(CommandRun.of(null, "restore", "/backups/monday").err())
        .isEqualTo("placemill: /backups/monday is not a whole backup.\n");
    assertThat(CommandRun.of(null, "backup").code()).isEqualTo(2);
    assertThat(CommandRun.of(null, "move", "/srv/old", "--data", "/srv/new").out())
        .startsWith("Copied 1,234 rows; ")
        .endsWith("placemill serve --data /srv/new\n");
  }

  @Test
  void whatAPersonCanMendIsOneSentence() {
    CommandRun run = CommandRun.of(null, "serve", "--port", "80");

    assertThat(run).isEqualTo(new CommandRun(1, "", "placemill: Port 80 is taken.\n"));
  }

  @Test
  void aFaultOfOursShowsItsTraceOnlyWhenAsked() {
    CommandRun plain = CommandRun.of(null, "key", "revoke", "k1");
    CommandRun verbose = CommandRun.of(null, "key", "revoke", "k1", "--verbose");

    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err()).contains("--verbose").doesNotContain("\tat ");
    assertThat(verbose.err()).contains("\tat ");
  }

  @Test
  void listsAreTablesOrJson() {
    assertThat(CommandRun.of(null, "key", "list").out()).startsWith("KEY  ORGANIZATION");
    assertThat(CommandRun.of(null, "key", "list", "--json").out()).contains("\"key_id\" : \"k1\"");
    assertThat(CommandRun.of(null, "org", "list").out()).startsWith("There are no organizations");
  }

  @Test
  void whatAnOrganizationMayAndDidUseIsShown() {
    assertThat(CommandRun.of(null, "org", "show", "acme").out())
        .contains("max-places   500\n", "open-slices  that of the server\n");
    assertThat(CommandRun.of(null, "org", "show", "acme", "--json").out())
        .contains("\"max_places\" : 500", "\"open_slices\" : null");
    assertThat(
            CommandRun.of(null, "org", "set", "acme", "--max-places", "7", "--running-batches", "x")
                .err())
        .isEqualTo("placemill: Cannot set {max-places=7, running-batches=x} of acme.\n");
    assertThat(CommandRun.of(null, "org", "set", "acme").err()).contains("--running-batches 20");
    assertThat(CommandRun.of(null, "org", "usage", "acme").out()).contains("Nothing was used");
    CommandRun used =
        CommandRun.of(
            null, "org", "usage", "acme", "--from", "2026-11-01", "--to", "2026-11-30", "--json");
    assertThat(used.out())
        .contains("2026-11-01 to 2026-11-30", "\"places\" : 1234", "\"failed_places\" : 200");
  }

  @Test
  void completionIsABashScript() {
    assertThat(CommandRun.of(null, "completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_placemill");
  }

  @Test
  void whatRunsOnSparkIsListedAndSaysHowItIsStarted() {
    assertThat(CommandRun.of(null, "--help").out()).containsPattern("(?m)^  bulk +Enriches files");

    CommandRun run = CommandRun.of(null, "bulk", "places.parquet", "out", "--format", "csv");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("placemill: bulk runs on Spark")
        .contains("./placemill bulk");
  }

  @Test
  void aServerNeedsAnOrganizationAndAKey() {
    CommandRun run = CommandRun.of(null, "status", "--server", "http://127.0.0.1:1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--org");
  }

  @Test
  void withoutAServerTheCommandSaysHowToStartOne() {
    CommandRun run = CommandRun.of(null, "status");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("placemill serve");
  }

  @Test
  void filesToImportAreLookedAtFirst() {
    CommandRun run = CommandRun.of(null, "import", "nowhere.osm.pbf");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("placemill: There is no file nowhere.osm.pbf.\n");
  }
}
