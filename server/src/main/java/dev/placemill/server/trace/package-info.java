/// Traces: what belongs to one request, to one slice worked, to one message sent, over the borders
/// of this process, as OpenTelemetry has them.
///
/// Start at [dev.placemill.server.trace.Traces]. Unless it is told where to send them it records
/// nothing, and only hands on what a client sent.
@NullMarked
package dev.placemill.server.trace;

import org.jspecify.annotations.NullMarked;
