/// Services that the operator configured, such as a language model or a search engine: JSON over
/// HTTP, within limits that all places of the node share.
///
/// Start at [dev.placemill.endpoint.Endpoint]. Unlike the pages of the web, these addresses are the
/// operator's own choice: they may be private ones, they are sent an API key, and they are asked
/// for nothing but what their protocol says.
@NullMarked
package dev.placemill.endpoint;

import org.jspecify.annotations.NullMarked;
