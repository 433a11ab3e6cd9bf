package dev.placemill.server.db;

import java.util.Locale;

/// The machine we run on, as far as PostgreSQL's programs and the ways to run them differ.
enum Platform {
  LINUX_X64("postgres-linux-x86_64.txz"),
  LINUX_ARM64("postgres-linux-arm_64.txz"),
  MACOS_ARM64("postgres-darwin-arm_64.txz");

  private final String archive;

  Platform(String archive) {
    this.archive = archive;
  }

  /// The resource that holds the programs.
  String archive() {
    return archive;
  }

  boolean isLinux() {
    return this != MACOS_ARM64;
  }

  static Platform current() {
    String os = System.getProperty("os.name", "");
    String processor = System.getProperty("os.arch", "");
    return of(os, processor);
  }

  static Platform of(String os, String processor) {
    boolean arm = processor.equals("aarch64") || processor.equals("arm64");
    boolean intel = processor.equals("amd64") || processor.equals("x86_64");
    String system = os.toLowerCase(Locale.ROOT);
    if (system.equals("linux") && intel) {
      return LINUX_X64;
    }
    if (system.equals("linux") && arm) {
      return LINUX_ARM64;
    }
    if (system.startsWith("mac") && arm) {
      return MACOS_ARM64;
    }
    throw noPrograms(os + " on " + processor);
  }

  static StartFailure noPrograms(String machine) {
    return new StartFailure(
        "No PostgreSQL comes along for "
            + machine
            + "; set PLACEMILL_DATABASE_URL to a PostgreSQL server, e.g. jdbc:postgresql://host:5432/placemill.");
  }
}
