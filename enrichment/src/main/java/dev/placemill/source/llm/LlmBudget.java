package dev.placemill.source.llm;

/// What one batch may spend on the language model on one node.
///
/// @param tokensPerBatch read and written together; 0 for no limit
/// @param costPerBatch in the currency of the prices; 0 for no limit
/// @param pricePerMillionIn of tokens that the model reads
/// @param pricePerMillionOut of tokens that the model writes
public record LlmBudget(
    long tokensPerBatch, double costPerBatch, double pricePerMillionIn, double pricePerMillionOut) {
  private static final double MILLION = 1_000_000;

  double cost(Usage usage) {
    return (usage.in() * pricePerMillionIn + usage.out() * pricePerMillionOut) / MILLION;
  }
}
