package dev.placemill.terminal;

/// What the process tells its caller.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int ERROR = 1;
  public static final int USAGE = 2;
  public static final int SOME_FAILED = 3;
  public static final int ALL_FAILED = 5;

  private ExitCode() {}

  /// The code for places that have all ended. A list without places is done.
  public static int ofPlaces(long completed, long failed) {
    if (failed == 0) {
      return DONE;
    }
    return completed == 0 ? ALL_FAILED : SOME_FAILED;
  }
}
