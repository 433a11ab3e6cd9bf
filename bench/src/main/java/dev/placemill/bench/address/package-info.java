/// How many of OpenCage's address cases come out as written.
///
/// Start at [dev.placemill.bench.address.OpenCageCases].
@NullMarked
package dev.placemill.bench.address;

import org.jspecify.annotations.NullMarked;
