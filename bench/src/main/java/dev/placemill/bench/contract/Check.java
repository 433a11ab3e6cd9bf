package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.List;

/// One outside tool and what it finds wrong with the server.
@FunctionalInterface
public interface Check {
  /// What a tool looked at and what it objects to, one sentence for each objection.
  ///
  /// @param wasRun whether it looked at anything; a tool that this machine does not have did not,
  ///   which is not the same as having nothing to object to
  record Findings(String checked, List<String> objections, boolean wasRun) {
    public Findings {
      objections = List.copyOf(objections);
    }

    public Findings(String checked, List<String> objections) {
      this(checked, objections, true);
    }

    static Findings notRun(String why) {
      return new Findings("not run: " + why, List.of(), false);
    }
  }

  Findings run(Target target) throws IOException;
}
