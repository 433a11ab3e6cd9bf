/// What the server says about itself: its OpenAPI document, a page to read and try it, and a page
/// for every error.
///
/// Start at [dev.placemill.server.docs.DocsRoutes]. The document is written by hand, in the files
/// beside this room's classes; tests hold it to the routes, errors and attributes of the code. This
/// room knows nothing of batches.
@NullMarked
package dev.placemill.server.docs;

import org.jspecify.annotations.NullMarked;
