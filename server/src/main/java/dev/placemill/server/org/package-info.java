/// Organizations and their API keys: who may ask, for what, and how much.
///
/// Start at [dev.placemill.server.org.Doorkeeper], which every request passes;
/// [dev.placemill.server.org.Sessions] are of those who sign in to the console with a key,
/// [dev.placemill.server.org.KeyRoutes] are for whoever governs an organization and
/// [dev.placemill.server.org.OrgStore] for whoever runs the server. The room owns the tables
/// `organization`, `api_key` and `console_session`.
@NullMarked
package dev.placemill.server.org;

import org.jspecify.annotations.NullMarked;
