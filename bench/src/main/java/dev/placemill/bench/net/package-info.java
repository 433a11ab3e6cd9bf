/// Bad networks and bad clients.
@NullMarked
package dev.placemill.bench.net;

import org.jspecify.annotations.NullMarked;
