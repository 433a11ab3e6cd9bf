/// What the tests of several rooms share: real parts, made quickly.
@NullMarked
package dev.placemill.server.testing;

import org.jspecify.annotations.NullMarked;
