package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.CountryNames;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides which address wins. Records that may be of one door are one opinion, weighed against the
/// others as those of any attribute are. What the surest of the winners leaves out is filled in
/// from the rest of them, then from the client and from the location, never from an address that
/// contradicts one of them.
final class AddressFusion {
  private static final int COUNTRY_CODE = 2;

  private final Trust trust;

  AddressFusion(Trust trust) {
    this.trust = trust;
  }

  FusedAttribute fuse(Question question, List<Holder> holders, LocalDate today) {
    Map<Boolean, List<Holder>> byDeriving =
        holders.stream()
            .collect(
                Collectors.partitioningBy(
                    holder -> Trust.isDeriving(holder.observation().evidence())));
    List<Holder> records = byDeriving.getOrDefault(false, List.of());
    List<Holder> derived = byDeriving.getOrDefault(true, List.of());
    PostalAddress given =
        question.claim() != null
                && question.claim().value() instanceof AttributeValue.Address(var address)
            ? address
            : PostalAddress.NONE;
    return records.isEmpty()
        ? completed(question, given, derived, List.of())
        : ofRecords(question, new Door(given), AddressGroup.of(records), derived, today);
  }

  /// No record that is sure enough knows another address: the client's stays, completed and
  /// unconfirmed.
  private FusedAttribute completed(
      Question question, PostalAddress given, List<Holder> derived, List<AddressGroup> others) {
    Holder best = derived.getFirst();
    PostalAddress location = AddressGroup.addressOf(best);
    double client = given.isEmpty() ? 1 : trust.ofClient(question.attribute());
    return Reasoning.found(
        question,
        new AttributeValue.Address(merged(List.of(given, location)).withFull(location.full())),
        AttributeStatus.ADDED,
        Fusion.probability(
            best.weight() * client, others.stream().map(AddressGroup::support).toList()),
        Opinion.of(derived),
        AddressGroup.observations(others));
  }

  private FusedAttribute ofRecords(
      Question question,
      Door client,
      List<AddressGroup> groups,
      List<Holder> derived,
      LocalDate today) {
    double clientWeight = trust.ofClient(question.attribute());
    AddressGroup clients =
        groups.stream()
            .filter(group -> group.isConfirmedBy(client))
            .max(Comparator.comparingDouble(AddressGroup::support))
            .orElse(null);
    if (clients != null) {
      clients.addClient(client, clientWeight);
    }
    List<AddressGroup> own = groups.stream().filter(group -> !group.isOfBrandOnly()).toList();
    List<AddressGroup> rivals = own.isEmpty() ? groups : own;
    AddressGroup winner =
        rivals.stream().max(Comparator.comparingDouble(AddressGroup::support)).orElseThrow();
    boolean isContradicted = !winner.allows(client);
    if (isContradicted && (winner.support() <= clientWeight || winner.isOfBrandOnly())) {
      return derived.isEmpty()
          ? Reasoning.notConfirmed(
              question,
              Opinion.of(winner.holders()),
              AddressGroup.observations(without(groups, winner)))
          : completed(question, client.address(), derived, groups);
    }
    // Among those who say the same as the client it was heard already.
    boolean isHeard = clients != null && rivals.contains(clients);
    double againstIt = isContradicted && !isHeard ? clientWeight : 0;
    double probability =
        Fusion.probability(
            winner.support(),
            Stream.concat(
                    without(rivals, winner).stream().map(AddressGroup::support),
                    Stream.of(againstIt))
                .toList());
    Completed completed = value(winner, client, isContradicted, derived);
    FusedAttribute found =
        Reasoning.found(
            question,
            new AttributeValue.Address(completed.address()),
            status(question, isContradicted, clients == winner),
            probability,
            Opinion.of(winner.holders()),
            AddressGroup.observations(without(groups, winner)),
            trust.findDoubtOfAge(winner.holders(), today).orElse(null));
    return isContradicted ? found : found.withMoreEvidence(completed.from());
  }

  private static List<AddressGroup> without(List<AddressGroup> groups, AddressGroup winner) {
    return groups.stream().filter(group -> group != winner).toList();
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

  /// @param from which locations gave a part of it
  private record Completed(PostalAddress address, List<Observation> from) {}

  private static Completed value(
      AddressGroup winner, Door client, boolean isContradicted, List<Holder> derived) {
    List<PostalAddress> inOrder = new ArrayList<>(winner.addresses());
    if (!isContradicted) {
      inOrder.add(client.address());
    }
    PostalAddress address = merged(inOrder, winner);
    List<Observation> from = new ArrayList<>();
    for (Holder holder : derived) {
      PostalAddress location = AddressGroup.addressOf(holder);
      // What was derived from an address that is wrong keeps its door.
      Stream.of(isContradicted ? PostalAddress.NONE : location, area(location), country(location))
          .filter(part -> winner.allows(new Door(part)))
          .forEach(inOrder::add);
      PostalAddress more = merged(inOrder, winner);
      if (!more.equals(address)) {
        from.add(holder.observation());
        address = more;
      }
    }
    return new Completed(named(address), from);
  }

  /// The parts of addresses put together, with the house of a line where no part names one.
  private static PostalAddress merged(List<PostalAddress> inOrder, AddressGroup winner) {
    PostalAddress merged = merged(inOrder);
    return merged.house() != null || merged.street() == null
        ? merged
        : new PostalAddress(
            merged.full(),
            winner.houseOfLine(merged.street()),
            merged.street(),
            merged.unit(),
            merged.city(),
            merged.state(),
            merged.postalCode(),
            merged.country(),
            merged.finer());
  }

  /// A country that records have as a code is named as the attribute `country` is.
  private static PostalAddress named(PostalAddress address) {
    String country = address.country();
    return country == null || country.length() != COUNTRY_CODE
        ? address
        : new PostalAddress(
            address.full(),
            address.house(),
            address.street(),
            address.unit(),
            address.city(),
            address.state(),
            address.postalCode(),
            CountryNames.english(country.toUpperCase(Locale.ROOT)),
            address.finer());
  }

  private static PostalAddress area(PostalAddress of) {
    return new PostalAddress(null, null, null, null, of.city(), of.state(), null, of.country());
  }

  private static PostalAddress country(PostalAddress of) {
    return new PostalAddress(null, null, null, null, null, null, null, of.country());
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
        first(inOrder, PostalAddress::country),
        inOrder.stream()
            .map(PostalAddress::finer)
            .reduce(PostalAddress.FinerParts.NONE, PostalAddress.FinerParts::orElse));
  }

  private static @Nullable String first(
      List<PostalAddress> inOrder, Function<PostalAddress, @Nullable String> part) {
    return inOrder.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
