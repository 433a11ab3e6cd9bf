package dev.placemill.page;

import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A web of the pages a test puts into it.
public final class StoredPages implements PageFetcher {
  private final Map<URI, PageAnswer> answers = new HashMap<>();
  private final List<URI> asked = new ArrayList<>();
  private final Instant fetchedAt;

  public StoredPages(Instant fetchedAt) {
    this.fetchedAt = fetchedAt;
  }

  public StoredPages with(String address, String html) {
    URI at = URI.create(address);
    return with(address, new PageAnswer.Page(at, html, fetchedAt));
  }

  public StoredPages with(String address, PageAnswer answer) {
    answers.put(URI.create(address), answer);
    return this;
  }

  /// What was asked for, in that order.
  public synchronized List<URI> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized PageAnswer fetch(URI address, Kind kind, Instant deadline) {
    asked.add(address);
    URI page = "".equals(address.getPath()) ? address.resolve("/") : address;
    return answers.getOrDefault(page, new PageAnswer.Missing("the site has no such page"));
  }

  @Override
  public List<URI> sitemaps(URI address, Instant deadline) {
    return List.of();
  }
}
