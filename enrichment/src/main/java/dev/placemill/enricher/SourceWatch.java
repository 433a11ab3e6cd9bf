package dev.placemill.enricher;

import dev.placemill.source.SourceAnswer;

/// Is told of every question to a source, before and after, on the thread that asks. Used by many
/// threads at once.
@FunctionalInterface
public interface SourceWatch {
  /// Looks away.
  SourceWatch NONE = _ -> _ -> {};

  /// A question that is being asked.
  @FunctionalInterface
  interface Watched {
    void answered(SourceAnswer answer);
  }

  /// @param source its name
  Watched begin(String source);
}
