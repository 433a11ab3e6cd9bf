package dev.placemill.source.website;

import java.util.Set;

/// What the words of schema.org mean to us.
final class Vocabulary {
  /// Organizations that may have many places, and whose contacts are those of the head office.
  private static final Set<String> COMPANIES =
      Set.of(
          "Organization",
          "Corporation",
          "OnlineBusiness",
          "OnlineStore",
          "Brand",
          "NGO",
          "Airline",
          "Consortium",
          "NewsMediaOrganization");

  /// Things that have an address, a phone or a name and are nowhere to go to.
  private static final Set<String> NO_PLACES =
      Set.of(
          "Person",
          "PostalAddress",
          "GeoCoordinates",
          "GeoShape",
          "GeoCircle",
          "OpeningHoursSpecification",
          "ContactPoint",
          "WebSite",
          "WebPage",
          "AboutPage",
          "ContactPage",
          "CollectionPage",
          "ItemList",
          "ListItem",
          "BreadcrumbList",
          "SearchAction",
          "ReserveAction",
          "OrderAction",
          "ViewAction",
          "EntryPoint",
          "ImageObject",
          "VideoObject",
          "Product",
          "Offer",
          "AggregateOffer",
          "OfferCatalog",
          "Service",
          "Review",
          "AggregateRating",
          "Rating",
          "Article",
          "NewsArticle",
          "BlogPosting",
          "Menu",
          "MenuSection",
          "MenuItem",
          "JobPosting",
          "Event",
          "MusicEvent",
          "FAQPage",
          "Question",
          "Answer",
          "Country",
          "State",
          "City",
          "AdministrativeArea",
          "LocationFeatureSpecification",
          "PropertyValue",
          "PriceSpecification",
          "QuantitativeValue",
          "Language",
          "Order",
          "Invoice");

  /// At least one of these says that a thing is a place to go to.
  private static final Set<String> OF_PLACES =
      Set.of(
          "address",
          "geo",
          "telephone",
          "openingHours",
          "openingHoursSpecification",
          "priceRange",
          "servesCuisine",
          "hasMenu",
          "menu",
          "paymentAccepted",
          "hasMap");

  private Vocabulary() {}

  /// A name of the vocabulary without its address or prefix.
  static String word(String name) {
    String end = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1).strip();
    return end.startsWith("schema:") ? end.substring("schema:".length()) : end;
  }

  /// A thing one could go to, or the company behind it.
  static boolean isPlace(Thing thing) {
    return !thing.types().isEmpty()
        && thing.types().stream().noneMatch(NO_PLACES::contains)
        && (isCompany(thing) || thing.properties().keySet().stream().anyMatch(OF_PLACES::contains));
  }

  static boolean isCompany(Thing thing) {
    return COMPANIES.containsAll(thing.types());
  }
}
