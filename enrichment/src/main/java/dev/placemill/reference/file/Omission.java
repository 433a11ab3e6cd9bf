package dev.placemill.reference.file;

/// Why something of a file does not become a record.
public enum Omission {
  /// It has no name.
  UNNAMED("without a name"),
  /// Neither coordinates nor an address say where it is.
  NOWHERE("without a position"),
  /// Its own line or feature cannot be read, though the file can.
  UNREADABLE("that cannot be read");

  private final String words;

  Omission(String words) {
    this.words = words;
  }

  /// To follow a number: `3 without a name`.
  public String words() {
    return words;
  }
}
