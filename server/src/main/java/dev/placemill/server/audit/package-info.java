/// What was done about organizations, and by whom: kept for a while, and never a secret among it.
///
/// Start at [dev.placemill.server.audit.Audit]; it owns the table `audit_entry`.
@NullMarked
package dev.placemill.server.audit;

import org.jspecify.annotations.NullMarked;
