/// The database: PostgreSQL, embedded or given, its pool, its transactions and its schema version.
///
/// Start at [dev.placemill.server.db.Database]; how the embedded PostgreSQL is run is told by
/// `EmbeddedPostgres`. This room owns no table: the rooms above bring their SQL.
@NullMarked
package dev.placemill.server.db;

import org.jspecify.annotations.NullMarked;
