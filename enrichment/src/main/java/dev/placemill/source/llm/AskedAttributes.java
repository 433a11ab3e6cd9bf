package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What a model is asked for: facts that sites state in words and whose value can be checked
/// against the words without understanding them.
final class AskedAttributes {
  private static final Map<Attribute, String> FORMS = forms();

  private AskedAttributes() {}

  static Set<Attribute> all() {
    return EnumSet.copyOf(FORMS.keySet());
  }

  /// How a value is to be written.
  static String form(Attribute attribute) {
    return FORMS.getOrDefault(attribute, "");
  }

  private static Map<Attribute, String> forms() {
    Map<Attribute, String> forms = new EnumMap<>(Attribute.class);
    forms.put(Attribute.PHONE, "the phone number, no fax, as written");
    forms.put(Attribute.EMAIL, "the e-mail address, e.g. info@example.com");
    forms.put(
        Attribute.OPENING_HOURS,
        "the usual opening hours in OpenStreetMap's notation, e.g. Mo-Fr 09:00-12:00,14:00-18:00; Sa"
            + " 10:00-14:00; Su off");
    forms.put(Attribute.FACEBOOK, "the name or address of the Facebook account");
    forms.put(Attribute.INSTAGRAM, "the name or address of the Instagram account");
    forms.put(Attribute.TIKTOK, "the name or address of the TikTok account");
    forms.put(Attribute.TWITTER, "the name or address of the X or Twitter account");
    forms.put(Attribute.YOUTUBE, "the name or address of the YouTube channel");
    forms.put(Attribute.LINKEDIN, "the address of the LinkedIn page");
    forms.put(
        Attribute.CUISINES, "the kinds of food, in English and in singular, with ; between them");
    forms.put(Attribute.HAS_DELIVERY, "whether it delivers: yes or no");
    forms.put(Attribute.HAS_TAKEOUT, "whether one can take food away: yes or no");
    forms.put(Attribute.HAS_OUTDOOR_SEATING, "whether one can sit outside: yes or no");
    forms.put(Attribute.HAS_WIFI, "whether guests get wireless internet: yes or no");
    forms.put(
        Attribute.WHEELCHAIR, "whether it can be entered with a wheelchair: yes, limited or no");
    return Collections.unmodifiableMap(forms);
  }
}
