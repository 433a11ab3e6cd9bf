/// Three nodes behind a proxy, set up as the how-to page says.
@NullMarked
package dev.placemill.bench.proxy;

import org.jspecify.annotations.NullMarked;
