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
  void completionIsABashScript() {
    assertThat(CommandRun.of(null, "completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_placemill");
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
