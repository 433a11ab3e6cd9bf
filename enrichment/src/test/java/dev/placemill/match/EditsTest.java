package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EditsTest {
  @Test
  void aSlipOfTheFingersIsOneEdit() {
    assertThat(Edits.between("bakery", "bakery")).isZero();
    assertThat(Edits.between("bakery", "bakry")).isEqualTo(1);
    assertThat(Edits.between("bakery", "bakkery")).isEqualTo(1);
    assertThat(Edits.between("bakery", "bakrey")).isEqualTo(1);
    assertThat(Edits.between("bakery", "bakeru")).isEqualTo(1);
    assertThat(Edits.between("bakery", "akeryb")).isEqualTo(2);
    assertThat(Edits.between("", "bar")).isEqualTo(3);
    assertThat(Edits.between("銀行支店", "銀支行店")).isEqualTo(1);
  }

  @Test
  void bitsCountWhatTheTableOfAllBeginningsCounts() {
    Random random = new Random(11);
    // Letters that share their lower bits, as "a" and "š" do, are told apart.
    String[] alphabets = {"abc", "abcdefghijklmnop ", "aášbcč", "銀行支店中央"};
    for (int i = 0; i < 4_000; i++) {
      String alphabet = alphabets[random.nextInt(alphabets.length)];
      String a = text(alphabet, random);
      String b = text(alphabet, random);
      assertThat(Edits.between(a, b)).as("%s, %s", a, b).isEqualTo(edits(a, b));
    }
  }

  private static String text(String alphabet, Random random) {
    int longest = random.nextInt(10) == 0 ? 90 : 12;
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(longest); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(edits[i - 1][j - 1] + changed, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
