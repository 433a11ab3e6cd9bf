/// Clients of the server as its users write them, the places they send, and the books they keep.
@NullMarked
package dev.placemill.bench.client;

import org.jspecify.annotations.NullMarked;
