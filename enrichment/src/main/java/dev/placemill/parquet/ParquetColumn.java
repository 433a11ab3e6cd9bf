package dev.placemill.parquet;

/// A column of a table, any cell of which may be missing.
public record ParquetColumn(String name, Type type) {
  /// What the cells are, where they are there.
  public enum Type {
    /// A [String].
    TEXT(6),
    /// A `byte[]`.
    BYTES(6),
    /// A [Long].
    WHOLE_NUMBER(2),
    /// A [Double].
    DECIMAL(5),
    /// A [Boolean].
    FLAG(0);

    private final int physical;

    Type(int physical) {
      this.physical = physical;
    }

    /// The number of the type it is stored as.
    int physical() {
      return physical;
    }
  }
}
