/// The reference index: place records of the operator's own files, searchable by where they are,
/// what they are called and how they are reached.
///
/// Filled by [dev.placemill.reference.ReferenceImport], read through
/// [dev.placemill.reference.ReferenceCatalog]. Every import writes a new directory and becomes
/// visible when the manifest `datasets.json` is replaced, so a reader sees the old data or the new,
/// never a mixture. This room finds candidates; whether one is the place, `match` decides.
@NullMarked
package dev.placemill.reference;

import org.jspecify.annotations.NullMarked;
