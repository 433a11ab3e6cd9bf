/// Organizations and their API keys: who may ask.
///
/// Start at [dev.placemill.server.org.OrgStore]; it owns the tables `organization` and `api_key`.
@NullMarked
package dev.placemill.server.org;

import org.jspecify.annotations.NullMarked;
