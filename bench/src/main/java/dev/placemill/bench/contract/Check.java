package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.List;

/// One outside tool and what it finds wrong with the server.
@FunctionalInterface
public interface Check {
  /// What a tool looked at and what it objects to, one sentence for each objection.
  record Findings(String checked, List<String> objections) {
    public Findings {
      objections = List.copyOf(objections);
    }
  }

  Findings run(Target target) throws IOException;
}
