package dev.placemill.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version the jar was built as.
final class PlacemillVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(getClass().getPackage().getImplementationVersion())
            .orElse("(not from a jar)");
    return new String[] {"placemill " + version + ", Java " + Runtime.version()};
  }
}
