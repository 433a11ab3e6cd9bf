package dev.placemill.source.llm;

import dev.placemill.attribute.FoldedText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a quote says that a place has something, that it has not, or neither for certain.
///
/// A sentence says yes when it speaks of the topic and nothing in it takes that back. It says no
/// only when a negation governs the topic itself, with none but words of no weight between and
/// behind: "no minimum order for delivery" and "no delivery on Sundays" deny no delivery.
final class YesOrNo {
  private static final Pattern SENTENCE = Pattern.compile("[^.!?;\\n]+[.!?;\\n]*");
  private static final Pattern BETWEEN_CLAUSES =
      Pattern.compile("[,()]|\\b(?i:but|aber|sondern|mais|pero|ma|maar|men)\\b");

  private static final Set<String> NEGATIONS =
      words(
          "no not non never without cannot dont doesnt didnt isnt arent cant wont nein kein keine"
              + " keinen keinem keiner keines nicht ohne pas sans aucun aucune ni sin senza geen"
              + " niet zonder ikke ingen uden uten inte inga utan nie bez nao sem nem ei nincs");

  /// What is denied in these is not what the sentence is about.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\b(?:not only|nicht nur|pas seulement|non solo|no solo|niet alleen"
              + "|(?:no|without|kein|keine|ohne|sans|pas de|sin|senza|geen|zonder)"
              + " (?:(?:any|extra|additional|zusatzliche|minimum|minimal|mindest) )*"
              + "(?:minimum(?: order)?(?: value)?|mindestbestellwert|mindestbestellmenge|minimo|password|passwort"
              + "|registration|anmeldung|fees?|charges?|cost|costs|kosten|aufpreis|gebuhr|supplement"
              + "|frais|coste|recargo|problem|problems|probleme|problema|steps?|stairs|stufen?"
              + "|treppen?|marches?|escalones))\\b");

  /// What is not, or not yet, or not any more, though nothing is negated.
  private static final Set<String> NOT_NOW =
      words(
          "closed soon unavailable impossible suspended discontinued planned formerly former"
              + " geschlossen bald demnachst eingestellt geplant fruher ferme fermee bientot suspendu"
              + " cerrado cerrada pronto chiuso chiusa gesloten binnenkort inaccessible");

  /// Words of no weight of their own.
  private static final Set<String> FILLERS =
      words(
          "a an any the our own we you i it is are be been being do does have has had offer offers"
              + " offering provide provides providing currently presently yet longer able to at"
              + " present of service services home for with by in there suitable accessed reached"
              + " entered guest guests public unfortunately sorry"
              + " wir sie es gibt bieten haben hat ist sind kann werden wird leider zurzeit derzeit"
              + " momentan aktuell mehr unser unsere unseren eigenen eigene mit dem der die das den"
              + " einen eine ein bei uns fur zum zur ihnen"
              + " nous vous ne navons nest avons a faisons proposons offrons de du des la le les l"
              + " un une actuellement malheureusement accessible aux au en"
              + " tenemos hay hacemos ofrecemos disponemos el los las por ahora servicio ci sono ce"
              + " abbiamo facciamo offriamo il lo gli wij we hebben bieden momenteel helaas"
              + " temos fazemos oferecemos har vi mamy");

  /// What may stand behind a topic without narrowing it.
  private static final Set<String> ENDINGS =
      words(
          "available possible offered provided access accessible friendly seating service services"
              + " area at the moment this time currently now here yet and or nor home address"
              + " guests an vorhanden moglich verfugbar angeboten zuganglich erreichbar geeignet nach"
              + " hause oder und disponible disponibles possible proposee assuree ou et ni o y e"
              + " disponibile possibile beschikbaar mogelijk of en tilgaengelig for our to a domicilio"
              + " domicile");

  /// What is only so in part.
  private static final Pattern IN_PART =
      Pattern.compile(
          "\\b(?:not all|nicht alle|not every|part\\w*|limit\\w*|teil\\w*|bedingt|eingeschrankt\\w*"
              + "|only|nur|seulement|solo|soltanto|alleen|help|assistance|hilfe|aide|ayuda|aiuto"
              + "|steps?|stufen?|marches?|except|ausser|sauf|excepto|tranne|behalve|ramp|rampe"
              + "|ground floor|erdgeschoss|with some|difficult\\w*|schwierig)\\b");

  private final Topic topic;
  private final List<String> sentences;

  YesOrNo(String quote, Topic topic) {
    this.topic = topic;
    sentences =
        SENTENCE
            .matcher(quote)
            .results()
            .map(result -> result.group())
            .filter(sentence -> topic.isIn(folded(sentence)))
            .toList();
  }

  /// Every sentence that speaks of it says yes.
  boolean isYes() {
    return !sentences.isEmpty() && sentences.stream().allMatch(this::affirms);
  }

  /// Every sentence that speaks of it says no.
  boolean isNo() {
    return !sentences.isEmpty() && sentences.stream().allMatch(this::denies);
  }

  /// It is so in part.
  boolean isLimited() {
    return sentences.stream().anyMatch(sentence -> IN_PART.matcher(folded(sentence)).find());
  }

  private boolean affirms(String sentence) {
    String folded = withoutHarmless(folded(sentence));
    return !sentence.contains("?")
        && topic.isIn(folded)
        && List.of(folded.split(" ", -1)).stream()
            .noneMatch(word -> NEGATIONS.contains(word) || NOT_NOW.contains(word));
  }

  /// Every clause that speaks of it does: "no delivery of our own, but delivery via Wolt" is no no.
  private boolean denies(String sentence) {
    List<Topic.Around> clauses =
        BETWEEN_CLAUSES
            .splitAsStream(sentence)
            .map(YesOrNo::folded)
            .map(YesOrNo::withoutHarmless)
            .flatMap(clause -> topic.find(clause).stream())
            .toList();
    return !sentence.contains("?")
        && !clauses.isEmpty()
        && clauses.stream().allMatch(said -> isDeniedBefore(said) || isDeniedAfter(said));
  }

  /// "We do not currently offer delivery."
  private boolean isDeniedBefore(Topic.Around said) {
    List<String> before = said.before();
    int negation = firstNegation(before);
    return negation >= 0
        && FILLERS.containsAll(before.subList(negation + 1, before.size()))
        && isEnd(said.after());
  }

  /// "Delivery is not available."
  private boolean isDeniedAfter(Topic.Around said) {
    List<String> after = said.after();
    int negation = firstNegation(after);
    return negation >= 0
        && firstNegation(said.before()) < 0
        && after.subList(0, negation).stream()
            .allMatch(word -> FILLERS.contains(word) || ENDINGS.contains(word) || topic.isIn(word))
        && isEnd(after.subList(negation + 1, after.size()));
  }

  private boolean isEnd(List<String> words) {
    return words.stream().allMatch(word -> ENDINGS.contains(word) || topic.isIn(word));
  }

  private static int firstNegation(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (NEGATIONS.contains(words.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutHarmless(String folded) {
    return HARMLESS.matcher(folded).replaceAll("").strip();
  }

  private static String folded(String text) {
    return FoldedText.of(text).spaced();
  }

  private static Set<String> words(String spaced) {
    return Set.copyOf(List.of(spaced.split(" ", -1)));
  }
}
