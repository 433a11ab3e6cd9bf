package dev.placemill.web;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of a host, and which answers can be read as that.
enum Reading {
  PAGE("text/html, application/xhtml+xml;q=0.9", Long.MAX_VALUE),
  SITEMAP("application/xml, text/xml, text/plain;q=0.5, */*;q=0.1", 16 << 20),
  ROBOTS("text/plain, */*;q=0.1", 512 << 10);

  private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");
  private static final Set<String> SITEMAPS =
      Set.of(
          "application/xml",
          "text/xml",
          "text/plain",
          "application/gzip",
          "application/x-gzip",
          "application/octet-stream");

  private final String accept;
  private final long mostBytes;

  Reading(String accept, long mostBytes) {
    this.accept = accept;
    this.mostBytes = mostBytes;
  }

  static Reading of(PageFetcher.Kind kind) {
    return switch (kind) {
      case PAGE -> PAGE;
      case SITEMAP -> SITEMAP;
    };
  }

  String accept() {
    return accept;
  }

  long mostBytes(WebSettings settings) {
    return this == PAGE ? settings.maxPageBytes() : mostBytes;
  }

  /// An answer that does not say what it is gets the benefit of the doubt.
  boolean accepts(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return true;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (this) {
      case PAGE -> PAGES.contains(type);
      case SITEMAP -> SITEMAPS.contains(type);
      // Many hosts send it as whatever they send.
      case ROBOTS -> true;
    };
  }
}
