/// Settings: from defaults, file, environment and flags to the typed records the other rooms take.
///
/// Start at [dev.placemill.config.ConfigReader]. This room knows no setting but those of the log:
/// every other room declares its own in a record that reads itself from the reader.
@NullMarked
package dev.placemill.config;

import org.jspecify.annotations.NullMarked;
