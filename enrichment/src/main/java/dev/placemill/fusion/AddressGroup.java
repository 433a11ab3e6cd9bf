package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Records that may all be of one address, the surest first.
final class AddressGroup {
  private record Member(Holder holder, Door door) {}

  private final List<Member> members = new ArrayList<>();
  private double clientWeight;

  private AddressGroup() {}

  /// Each record joins the first group none of which contradicts it.
  ///
  /// @param records the surest first
  static List<AddressGroup> of(List<Holder> records) {
    List<AddressGroup> groups = new ArrayList<>();
    for (Holder record : records) {
      var door = new Door(addressOf(record));
      AddressGroup group =
          groups.stream()
              .filter(one -> one.allows(door))
              .findFirst()
              .orElseGet(() -> {
                var another = new AddressGroup();
                groups.add(another);
                return another;
              });
      group.members.add(new Member(record, door));
    }
    return groups;
  }

  static PostalAddress addressOf(Holder holder) {
    return holder.observation().value() instanceof AttributeValue.Address(var address)
        ? address
        : PostalAddress.NONE;
  }

  static List<Observation> observations(List<AddressGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.holders().stream())
        .map(Holder::observation)
        .toList();
  }

  /// Whether nobody in it contradicts.
  boolean allows(Door door) {
    return members.stream().noneMatch(member -> member.door().contradicts(door));
  }

  /// Whether the client's address has the street or the postcode of one in it, and contradicts
  /// none.
  boolean isConfirmedBy(Door client) {
    return allows(client)
        && members.stream()
            .map(Member::door)
            .anyMatch(door -> door.sharesStreet(client) || door.sharesPostcode(client));
  }

  /// The client is a witness too, where its address is as exact as it takes.
  void addClient(Door client, double weight) {
    if (isExact().test(client)) {
      clientWeight = weight;
    }
  }

  /// How sure all of them make us.
  double support() {
    Predicate<Door> isExact = isExact();
    Opinion exact =
        Opinion.of(
            members.stream()
                .filter(member -> isExact.test(member.door()))
                .map(Member::holder)
                .toList());
    exact.addClient(clientWeight);
    return exact.supportForBranch(Fusion.CAP_OF_BRAND_VALUES);
  }

  /// Who only says in which city makes no street surer: those count who name the street where one
  /// of them does, else those who name the postcode, else all.
  private Predicate<Door> isExact() {
    return members.stream().anyMatch(member -> member.door().namesStreet())
        ? Door::namesStreet
        : members.stream().anyMatch(member -> member.door().namesPostcode())
            ? Door::namesPostcode
            : _ -> true;
  }

  boolean isOfBrandOnly() {
    return holders().stream().allMatch(Holder::isOfBrand);
  }

  List<Holder> holders() {
    return members.stream().map(Member::holder).toList();
  }

  List<PostalAddress> addresses() {
    return members.stream().map(member -> member.door().address()).toList();
  }

  /// The house in a street that the surest line names; null where none names just one.
  @Nullable String houseOfLine(@Nullable String street) {
    return members.stream()
        .flatMap(member -> member.door().findHouseOfLine(street).stream())
        .findFirst()
        .orElse(null);
  }
}
