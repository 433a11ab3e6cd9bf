package dev.placemill.bench.proof;

import java.io.IOException;

/// Shows one property of the product by running it.
public interface Proof {
  /// Runs it; what it prints on the way is progress, what it returns is the outcome.
  ///
  /// @throws IOException when the machine, not the product, is at fault
  Figures run(Setup setup) throws IOException;
}
