package dev.placemill.server.db;

import java.util.List;

/// A table of the tests, to see what outlives what.
final class Notes {
  private Notes() {}

  static void add(Database database, String words) {
    database.useTransaction(handle -> {
      handle.execute("CREATE TABLE IF NOT EXISTS note (words text NOT NULL)");
      handle.execute("INSERT INTO note VALUES (?)", words);
    });
  }

  /// All of them, oldest first; forgotten afterwards.
  static List<String> take(Database database) {
    return database.inTransaction(handle -> {
      List<String> all =
          handle.createQuery("SELECT words FROM note ORDER BY ctid").mapTo(String.class).list();
      handle.execute("TRUNCATE note");
      return all;
    });
  }
}
