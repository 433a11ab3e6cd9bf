package dev.placemill.source.llm;

import java.util.regex.Pattern;

/// Pages that speak to language models instead of people. Such a page is not shown to the model:
/// whoever writes one wants something of it that its reader should not give.
///
/// This only sorts out the plain cases; what a model proposes is checked whatever it was told.
final class ModelTalk {
  private static final String ORDERS =
      "instructions?|prompts?|directives?|anweisung(?:en)?|instruktionen|consignes|instrucciones"
          + "|istruzioni|instruções|instructies|instrukcje";
  private static final Pattern TALK =
      Pattern.compile(
          "(?iU)\\b(?:ignor\\w*|disregard\\w*|forget|override|missachte\\w*|vergiss|oublie\\w*"
              + "|olvida\\w*|dimentica\\w*|negeer|zignoruj)\\b[^.!?\\n]{0,60}\\b(?:"
              + ORDERS
              + ")\\b"
              + "|\\bsystem prompt\\b"
              + "|\\b(?:language models?|llms?|ai (?:assistants?|agents?|models?|crawlers?)"
              + "|chatgpt|gpt-?\\d)\\b[^.!?\\n]{0,60}\\b(?:must|should|shall|report|respond|answer"
              + "|output|return|say)\\b"
              + "|<\\|?/?(?:system|assistant|im_start|im_end)\\|?>|\\[/?INST\\]");

  private ModelTalk() {}

  static boolean isIn(String text) {
    return TALK.matcher(text).find();
  }
}
