/// The results of a batch in the forms that other tools read: lines of JSON, CSV, GeoJSON,
/// GeoParquet, spreadsheets; all of them or those that pass a filter, whole or page by page.
///
/// Start at [ResultRoutes]. A form is a [RowWriter]; what is asked for is a [ResultQuery].
@NullMarked
package dev.placemill.server.result;

import org.jspecify.annotations.NullMarked;
