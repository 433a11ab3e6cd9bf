/// The web, asked politely and safely: one page at a time of a host, nothing that robots.txt
/// forbids, no address within a private network, everything bounded in size and time.
///
/// Start at [dev.placemill.web.PageFetcher]; [dev.placemill.web.PoliteFetcher] is the one that
/// asks. [dev.placemill.web.Courier] takes messages to addresses, under the same guard.
@NullMarked
package dev.placemill.web;

import org.jspecify.annotations.NullMarked;
