/// The newer API of the hosted service: jobs and batches of jobs in its words, over the same engine
/// as the guide's.
@NullMarked
package dev.placemill.server.job;

import org.jspecify.annotations.NullMarked;
