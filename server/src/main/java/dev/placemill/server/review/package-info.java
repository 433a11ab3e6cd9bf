/// Decisions: what people think of the values that were found. They may accept one, reject it, or
/// say what is right; that is kept beside the results, and survives what is found later.
///
/// Start at [DecisionRoutes]. What a request asks for is read by [RulingReader] and brought to the
/// places of the batch by [Judging]; [Decisions] is the table.
@NullMarked
package dev.placemill.server.review;

import org.jspecify.annotations.NullMarked;
