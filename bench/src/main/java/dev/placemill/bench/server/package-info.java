/// The server as its users start it and the database it runs on, as processes that can be killed,
/// measured and looked into.
@NullMarked
package dev.placemill.bench.server;

import org.jspecify.annotations.NullMarked;
