/// Exports: the results of one or more batches as one CSV file, as clients of the hosted service's
/// newer API ask for it; at once when they are few, else made in the background and kept a while.
///
/// Start at [ExportRoutes]. What is made in the background is made by [ExportWork] and kept by
/// [ExportStore]; what a file holds is [ExportFile]'s.
@NullMarked
package dev.placemill.server.export;

import org.jspecify.annotations.NullMarked;
