package dev.placemill.source;

/// What it takes a source to look places up, in requests to others.
///
/// @param questions to the service it is named after, at most
/// @param pages of websites that it reads, at most; robots.txt and sitemaps are not counted
/// @param kept places of which the first request would be answered from what this node keeps
public record Expense(long questions, long pages, long kept) {
  /// Of a place that is not asked about.
  public static final Expense NONE = new Expense(0, 0, 0);

  public Expense plus(Expense other) {
    return new Expense(questions + other.questions, pages + other.pages, kept + other.kept);
  }
}
