/// Lists of places as CSV, from files and requests: reading whatever people have, writing RFC 4180.
///
/// Start at [dev.placemill.table.PlaceTable] for what comes in and at
/// [dev.placemill.table.ResultColumns] for what goes out. This room knows no server.
@NullMarked
package dev.placemill.table;

import org.jspecify.annotations.NullMarked;
