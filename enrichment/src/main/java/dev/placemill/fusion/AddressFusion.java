package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Merges addresses part by part: a record's parts first, then the client's, then what follows from
/// the location.
final class AddressFusion {
  private static final List<Function<PostalAddress, @Nullable String>> TELLING_PARTS =
      List.of(PostalAddress::house, PostalAddress::street, PostalAddress::postalCode);

  private final Trust trust;

  AddressFusion(Trust trust) {
    this.trust = trust;
  }

  FusedAttribute fuse(Question question, List<Holder> holders) {
    List<Holder> records =
        holders.stream()
            .filter(holder -> !Trust.isDeriving(holder.observation().evidence()))
            .toList();
    PostalAddress given =
        question.claim() != null
                && question.claim().value() instanceof AttributeValue.Address(var address)
            ? address
            : PostalAddress.NONE;
    return records.isEmpty()
        ? completed(question, given, holders)
        : ofRecord(question, given, records.getFirst(), holders);
  }

  /// No record knows the address: the client's stays, completed and unconfirmed.
  private FusedAttribute completed(Question question, PostalAddress given, List<Holder> holders) {
    Holder best = holders.getFirst();
    PostalAddress derived = addressOf(best);
    PostalAddress merged = merged(List.of(given, derived)).withFull(derived.full());
    double sureness =
        given.isEmpty() ? best.weight() : best.weight() * trust.ofClient(question.attribute());
    return Reasoning.found(
        question,
        new AttributeValue.Address(merged),
        AttributeStatus.ADDED,
        sureness,
        opinion(holders),
        List.of());
  }

  private FusedAttribute ofRecord(
      Question question, PostalAddress given, Holder record, List<Holder> holders) {
    PostalAddress known = addressOf(record);
    boolean isContradicted = contradicts(given, known);
    List<PostalAddress> inOrder =
        Stream.concat(
                Stream.of(known, isContradicted ? PostalAddress.NONE : given),
                holders.stream().map(AddressFusion::addressOf))
            .toList();
    double client = trust.ofClient(question.attribute());
    double sureness = record.weight();
    if (confirms(given, known) && !isContradicted) {
      sureness = 1 - (1 - sureness) * (1 - client);
    } else if (isContradicted) {
      sureness = sureness * (1 - client) / (1 - sureness * client);
    }
    return Reasoning.found(
        question,
        new AttributeValue.Address(merged(inOrder)),
        status(question, isContradicted, confirms(given, known)),
        sureness,
        opinion(holders),
        List.of());
  }

  private static AttributeStatus status(
      Question question, boolean isContradicted, boolean isConfirmed) {
    if (question.claim() == null) {
      return AttributeStatus.ADDED;
    }
    if (isContradicted) {
      return AttributeStatus.CORRECTED;
    }
    return isConfirmed ? AttributeStatus.VERIFIED : AttributeStatus.ADDED;
  }

  private static Opinion opinion(List<Holder> holders) {
    var opinion = new Opinion(holders.getFirst());
    holders.stream().skip(1).forEach(opinion::add);
    return opinion;
  }

  private static PostalAddress addressOf(Holder holder) {
    return holder.observation().value() instanceof AttributeValue.Address(var address)
        ? address
        : PostalAddress.NONE;
  }

  /// A telling part of the record differs from the client's.
  private static boolean contradicts(PostalAddress given, PostalAddress known) {
    return TELLING_PARTS.stream()
        .anyMatch(part -> {
          String client = part.apply(given);
          String record = part.apply(known);
          return client != null && record != null && !holds(client, record);
        });
  }

  /// A telling part of the record is found in what the client wrote.
  private static boolean confirms(PostalAddress given, PostalAddress known) {
    return Stream.of(known.street(), known.postalCode())
        .anyMatch(part -> part != null && holds(given.oneLine(), part));
  }

  /// The text holds all words of the part, or the other way round.
  private static boolean holds(String text, String part) {
    FoldedText a = FoldedText.of(text);
    FoldedText b = FoldedText.of(part);
    return a.joined().equals(b.joined())
        || (!b.isEmpty() && a.words().containsAll(b.words()))
        || (!a.isEmpty() && b.words().containsAll(a.words()));
  }

  private static PostalAddress merged(List<PostalAddress> inOrder) {
    // A line made of one address only says less than the merged parts.
    boolean hasParts = inOrder.stream().anyMatch(address -> address.street() != null);
    return new PostalAddress(
        hasParts ? null : first(inOrder, PostalAddress::full),
        first(inOrder, PostalAddress::house),
        first(inOrder, PostalAddress::street),
        first(inOrder, PostalAddress::unit),
        first(inOrder, PostalAddress::city),
        first(inOrder, PostalAddress::state),
        first(inOrder, PostalAddress::postalCode),
        first(inOrder, PostalAddress::country));
  }

  private static @Nullable String first(
      List<PostalAddress> inOrder, Function<PostalAddress, @Nullable String> part) {
    for (PostalAddress address : inOrder) {
      String text = part.apply(address);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
