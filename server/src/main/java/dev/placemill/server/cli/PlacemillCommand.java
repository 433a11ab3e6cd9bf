package dev.placemill.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
    name = "placemill",
    mixinStandardHelpOptions = true,
    versionProvider = PlacemillVersion.class,
    scope = ScopeType.INHERIT,
    description = "Enriches lists of places in batches, on your own machine.",
    footer = {
      "  placemill enrich examples/stores.csv -o enriched.csv",
      "  placemill serve",
      "  placemill key create acme",
      "  placemill import monaco.osm.pbf",
    })
final class PlacemillCommand {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "After an unexpected error, show where it happened.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }
}
