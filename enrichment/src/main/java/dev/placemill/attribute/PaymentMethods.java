package dev.placemill.attribute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ways to pay, in one word each: OpenStreetMap's where it has one.
final class PaymentMethods {
  private static final Pattern BETWEEN_METHODS = Pattern.compile("[,;|/\\n]|\\band\\b|&");
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    named("cash", "bar", "cash only", "cash payment", "espèces", "efectivo", "contanti");
    named("cards", "card", "card payment", "bank card", "carte bancaire", "tarjeta");
    named("credit_cards", "credit card", "credit", "kreditkarte", "carte de crédit");
    named("debit_cards", "debit card", "debit", "ec card", "ec karte", "girocard", "giro card");
    named("visa", "visa card");
    named("mastercard", "master card");
    named("american_express", "amex");
    named("diners_club", "diners", "diners club international");
    named("discover_card", "discover");
    named("jcb");
    named("unionpay", "union pay", "china unionpay");
    named("maestro", "v_pay", "vpay");
    named("contactless", "nfc", "contactless card");
    named("apple_pay");
    named("google_pay", "android pay");
    named("samsung_pay");
    named("paypal", "pay pal");
    named("alipay");
    named("wechat", "wechat pay", "wechatpay");
    named("twint");
    named("cheque", "check", "checks", "cheques", "personal check", "checkinadvance");
    named("wire_transfer", "bank transfer", "bybanktransferinadvance");
    named("invoice", "byinvoice", "by invoice");
    named("meal_voucher", "ticket restaurant", "meal vouchers", "sodexo");
    named("gift_card", "gift cards", "voucher", "vouchers");
    named("cryptocurrencies", "cryptocurrency", "bitcoin", "lightning");
    named("cash_on_delivery", "cod");
  }

  private PaymentMethods() {}

  private static void named(String id, String... others) {
    Stream.concat(Stream.of(id), Stream.of(others))
        .map(name -> FoldedText.of(name).joined())
        .forEach(name -> WORDS.put(name, id));
  }

  /// The methods of a list in anybody's words; what is no known way to pay is left out.
  static List<String> of(String text) {
    return BETWEEN_METHODS
        .splitAsStream(text)
        .flatMap(word -> find(word).stream())
        .distinct()
        .toList();
  }

  /// One method, also as the end of a web address such as `…/goodrelations/v1#VISA`.
  static Optional<String> find(String word) {
    String end = word.substring(word.lastIndexOf('#') + 1);
    String folded = FoldedText.of(end.replace('_', ' ')).joined();
    @Nullable String id = WORDS.get(folded);
    if (id == null && folded.endsWith("s")) {
      id = WORDS.get(folded.substring(0, folded.length() - 1));
    }
    return Optional.ofNullable(id);
  }
}
