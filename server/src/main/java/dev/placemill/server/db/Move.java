package dev.placemill.server.db;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/// Copies everything from the embedded database of one server into another database that is empty:
/// into one of a later PostgreSQL, which cannot read the files of an earlier one, or into a given
/// one, when several nodes are to share it. What is copied is the state of one moment, and either
/// all of it is there afterwards or nothing.
public final class Move {
  private Move() {}

  private record Table(String name, String columns) {}

  /// Copies the database of the server that runs on a data directory.
  ///
  /// @param from the data directory of a server that runs, of this version or an earlier one
  /// @param to where the other database is, or the embedded one of `dataDirectory`
  /// @return how many rows were copied
  /// @throws StartFailure whatever is in the way
  public static long run(Path from, DatabaseConfig to, Path dataDirectory) {
    Credentials source =
        ConnectionFile.in(from.resolve("postgres"))
            .find()
            .filter(credentials -> credentials.refusal() == null)
            .orElseThrow(() ->
                new StartFailure(
                    "No server runs on %s; start it first, with the Placemill that wrote its data."
                        .formatted(from)));
    try (Database target = Database.open(to.forCopying(), dataDirectory)) {
      Migrations.of(source).run(); // a server that runs goes on with a newer schema
      Jdbi jdbi = Jdbi.create(source.url(), source.asProperties());
      List<Table> tables = jdbi.withHandle(Move::tables);
      return jdbi.<Long, SQLException>inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ, reading -> copyAll(tables, reading, target));
    } catch (SQLException e) {
      throw new StartFailure("The database could not be copied: " + Credentials.reason(e), e);
    }
  }

  // Tables that others refer to come first. Nodes are of the moment; none is alive there.
  private static final String TABLES =
      """
      SELECT c.relname AS name,
        string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition AND c.relname NOT IN ('schema_version', 'node')
      GROUP BY c.oid, c.relname
      ORDER BY EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f'),
        c.relname
      """;

  private static List<Table> tables(Handle handle) {
    return handle
        .createQuery(TABLES)
        .map((row, _) -> new Table(row.getString("name"), row.getString("columns")))
        .list();
  }

  private static long copyAll(List<Table> tables, Handle reading, Database target)
      throws SQLException {
    reading.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    // Before the first look takes the snapshot: whoever empties a table empties it for all
    // snapshots, and the queue's are emptied at times to be filled anew.
    reading.execute(
        "LOCK TABLE %s IN ACCESS SHARE MODE"
            .formatted(tables.stream().map(Table::name).collect(Collectors.joining(", "))));
    return target.inTransaction(writing -> copyAll(tables, reading, writing));
  }

  private static long copyAll(List<Table> tables, Handle reading, Handle writing)
      throws SQLException {
    writing.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    long rows = 0;
    for (Table table : tables) {
      requireEmpty(writing, table);
      makePartitions(reading, writing, table);
      rows += copy(reading, writing, table);
    }
    goOnCounting(writing);
    return rows;
  }

  private static void requireEmpty(Handle writing, Table table) {
    boolean filled =
        writing
            .createQuery("SELECT EXISTS (SELECT FROM %s)".formatted(table.name))
            .mapTo(Boolean.class)
            .one();
    if (filled) {
      throw new StartFailure(
          "The database to copy to is not empty: its table %s has rows.".formatted(table.name));
    }
  }

  private static final String PARTITIONS =
      """
      SELECT format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I %s',
        c.relname, :table, pg_get_expr(c.relpartbound, c.oid))
      FROM pg_partition_tree(:table::regclass) leaf JOIN pg_class c ON c.oid = leaf.relid
      WHERE leaf.isleaf AND leaf.level > 0
      """;

  private static void makePartitions(Handle reading, Handle writing, Table table) {
    reading
        .createQuery(PARTITIONS)
        .bind("table", table.name)
        .mapTo(String.class)
        .forEach(writing::execute);
  }

  private static long copy(Handle reading, Handle writing, Table table) throws SQLException {
    CopyOut out =
        postgres(reading)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT %s FROM %s) TO STDOUT (FORMAT binary)"
                    .formatted(table.columns, table.name));
    CopyIn in =
        postgres(writing)
            .getCopyAPI()
            .copyIn("COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table.name, table.columns));
    for (byte[] block = out.readFromCopy(); block != null; block = out.readFromCopy()) {
      in.writeToCopy(block, 0, block.length);
    }
    return in.endCopy();
  }

  private static PGConnection postgres(Handle handle) throws SQLException {
    return handle.getConnection().unwrap(PGConnection.class);
  }

  private static final String COUNTERS =
      """
      SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I',
        c.relname, a.attname, a.attname, c.relname)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace AND a.attidentity <> ''
      """;

  /// The numbers that the database gives out go on behind those that were copied.
  private static void goOnCounting(Handle writing) {
    writing
        .createQuery(COUNTERS)
        .mapTo(String.class)
        .forEach(counter -> writing.createQuery(counter).mapTo(Long.class).findOne());
  }
}
