/// The speed of recognising places, beside the plain query of Lucene that fetches the candidates.
@NullMarked
package dev.placemill.bench.matching;

import org.jspecify.annotations.NullMarked;
