/// Tests of the house itself: its arrows, its sizes, and that its pages tell the truth.
@NullMarked
package dev.placemill.house;

import org.jspecify.annotations.NullMarked;
