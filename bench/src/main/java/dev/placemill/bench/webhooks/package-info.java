/// What clients that are told of their batches meet, with the libraries that they use.
@NullMarked
package dev.placemill.bench.webhooks;

import org.jspecify.annotations.NullMarked;
