/// The language model as a source: reads what the pages of a place's own site say in words, for the
/// attributes that nobody before it knew.
///
/// Start at [dev.placemill.source.llm.LlmSource]. A model is not believed: every value needs a
/// quote, the quote must stand on the page, and the value must follow from the quote by rules that
/// know nothing of models ([FactCheck]). What a page tells a model to do therefore changes nothing
/// but what the model proposes.
@NullMarked
package dev.placemill.source.llm;

import org.jspecify.annotations.NullMarked;
