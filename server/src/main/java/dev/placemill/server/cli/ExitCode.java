package dev.placemill.server.cli;

/// What the process tells its caller.
final class ExitCode {
  static final int DONE = 0;
  static final int ERROR = 1;
  static final int USAGE = 2;
  static final int SOME_FAILED = 3;
  static final int ALL_FAILED = 5;

  private ExitCode() {}

  /// The code for places that have all ended. A list without places is done.
  static int ofPlaces(long completed, long failed) {
    if (failed == 0) {
      return DONE;
    }
    return completed == 0 ? ALL_FAILED : SOME_FAILED;
  }
}
