package dev.placemill.server.testing;

import dev.placemill.server.db.Database;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.db.EmbeddedCluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real database of its own for one test class, with the schema up to date and no rows:
///
/// ```java
/// @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
/// ```
///
/// One PostgreSQL serves the whole test run; each class gets a copy of a migrated template.
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private final int poolSize;
  private @Nullable DatabaseConfig config;
  private @Nullable Database database;

  public TestDatabase() {
    this(8);
  }

  public TestDatabase(int poolSize) {
    this.poolSize = poolSize;
  }

  /// The open database; closed after the last test of the class.
  public Database database() {
    return Objects.requireNonNull(database, "register TestDatabase in a static field");
  }

  /// How to open the same database once more, e.g. for a second node.
  public DatabaseConfig config() {
    return Objects.requireNonNull(config, "register TestDatabase in a static field");
  }

  /// Empties every table of ours, for a class whose tests must not see each other's rows.
  public void empty() {
    database()
        .useHandle(handle ->
            handle.execute(
                """
                DO $$
                DECLARE tables text;
                BEGIN
                  SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO tables
                  FROM pg_tables
                  WHERE schemaname = 'public' AND tablename <> 'schema_version';
                  IF tables IS NOT NULL THEN
                    EXECUTE 'TRUNCATE ' || tables || ' CASCADE';
                  END IF;
                END $$
                """));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    config = EmbeddedCluster.shared().freshDatabase(poolSize);
    database = Database.open(config, EmbeddedCluster.shared().dataDirectory());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    database().close();
    EmbeddedCluster.shared().drop(config());
  }
}
