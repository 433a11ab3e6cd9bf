/// The imported datasets over the API: which there are, importing files into them, dropping them.
///
/// Start at [dev.placemill.server.dataset.DatasetRoutes]; what an import needs to know of a file
/// before it begins, the commands have from here too.
@NullMarked
package dev.placemill.server.dataset;

import org.jspecify.annotations.NullMarked;
