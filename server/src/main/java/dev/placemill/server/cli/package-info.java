/// The command line: one class per command, speaking to the server over HTTP as any client would.
///
/// Start at [dev.placemill.server.cli.CommandLineInterface]. What cannot go over HTTP (starting a
/// server, making keys, importing files) is asked of [dev.placemill.server.cli.LocalOperations] and
/// [dev.placemill.server.cli.Engine], which the composition root implements; this room knows
/// nothing of the rest of the server.
@NullMarked
package dev.placemill.server.cli;

import org.jspecify.annotations.NullMarked;
