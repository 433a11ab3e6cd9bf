package dev.placemill.server.batch;

import dev.placemill.enricher.PlaceEnricher;
import java.util.Set;

/// What a dry run goes by: what the sources would be asked, and how fast this node is.
public final class DryRuns {
  private final PlaceEnricher enricher;
  private final RecentPace pace;

  /// @param pace of the work of this node
  public DryRuns(PlaceEnricher enricher, RecentPace pace) {
    this.enricher = enricher;
    this.pace = pace;
  }

  /// A dry run of one list.
  ///
  /// @param options of its batches, of which the places are not looked at
  /// @param skips for which causes places that cannot be taken are passed over
  /// @param maxPlaces of one batch
  DryRun begin(Submission options, Set<Cause> skips, int maxPlaces) {
    return new DryRun(enricher, pace, options, skips, maxPlaces);
  }
}
