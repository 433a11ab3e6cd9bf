/// What became of a list of places, counted and put into words.
@NullMarked
package dev.placemill.report;

import org.jspecify.annotations.NullMarked;
