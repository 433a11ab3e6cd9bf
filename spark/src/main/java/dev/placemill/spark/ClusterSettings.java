package dev.placemill.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/// What a cluster is told where the person who runs it has said nothing.
final class ClusterSettings {
  /// As the launcher starts Java on one machine.
  private static final String JAVA_OPTIONS =
      "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
          + " -XX:+UseCompactObjectHeaders -XX:+UseParallelGC";

  private ClusterSettings() {}

  static void add(SparkConf conf) {
    conf.setIfMissing("spark.executor.extraJavaOptions", JAVA_OPTIONS);
    if (!conf.contains("spark.jars")) {
      conf.set("spark.jars", ownJar().toUri().toString());
    }
  }

  private static Path ownJar() {
    try {
      return Path.of(
          ClusterSettings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
