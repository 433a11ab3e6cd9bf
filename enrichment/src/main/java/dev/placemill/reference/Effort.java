package dev.placemill.reference;

/// How much of the machine an import takes.
///
/// @param helpers threads that fill the index beside the one that reads; none means that one does
///   all of it
/// @param bufferMegabytes what the index may hold in memory before it writes a segment; the rest of
///   an import needs as much again, whatever the size of the files
public record Effort(int helpers, double bufferMegabytes) {
  /// All there is, for a process that has nothing else to do.
  public static final Effort WHOLE_MACHINE =
      new Effort(Runtime.getRuntime().availableProcessors(), 96);

  /// One thread and little memory, beside the other work of a server.
  public static final Effort ONE_THREAD = new Effort(0, 32);
}
