package coach.hybrid.rooms.server.transcription;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds back what engines write without anybody having said it: names of sounds, loops, more words
 * than the voice had time for, and the sentences they learned from the ends of films. Pure.
 */
final class InventionGate {
  /** {@code [BLANK_AUDIO]}, {@code (music)}, {@code *sighs*}: names of sounds. */
  private static final Pattern SOUND_NAME =
      Pattern.compile("\\[[^\\]]*]?|\\([^)]*\\)?|\\*[^*]*\\*?|[♪♫♩♬]+[^♪♫♩♬]*[♪♫♩♬]+|[♪♫♩♬]+");

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern NO_WORD_CHARS = Pattern.compile("[^\\p{L}\\p{N}' ]");
  private static final Pattern ANY_WORD_CHAR = Pattern.compile("[\\p{L}\\p{N}]");

  /** Said by people, too: believed where a voice is sure to have been there. */
  private static final Set<String> PHANTOMS =
      Set.of(
          "you",
          "thank you",
          "thank you very much",
          "thank you so much",
          "thanks",
          "bye",
          "bye bye",
          "okay",
          "ok",
          "oh",
          "uh",
          "um",
          "hmm",
          "mm",
          "mm hmm",
          "the",
          "so",
          "yeah",
          "i",
          "a",
          "i'm sorry",
          "the end",
          "all right",
          "alright",
          "i don't know",
          "silence",
          "music",
          "applause",
          "beep",
          "click",
          "clicking",
          "typing",
          "hello",
          "hey",
          "and",
          "but",
          "no",
          "yes",
          "well",
          "right",
          "one",
          "two",
          "this is",
          "it's",
          "oh my god",
          "see you",
          "see you later",
          "good night",
          "come on");

  /** Nobody says these in a conversation: believed only of a long and sure voice. */
  private static final Set<String> FILM_ENDS =
      Set.of(
          "thanks for watching",
          "thank you for watching",
          "thanks for listening",
          "thank you for listening",
          "please subscribe",
          "please subscribe to my channel",
          "like and subscribe",
          "don't forget to subscribe",
          "see you in the next video",
          "i'll see you in the next video",
          "see you next time",
          "subtitles by the amara org community",
          "transcription by castingwords",
          "www mooji org");

  /** Less than this is no word in any language. */
  private static final int LEAST_VOICED_MILLIS = 190;

  private static final int SURE_MILLIS = 900;
  private static final int MAX_WORDS_A_SECOND = 8;
  private static final int FREE_WORDS = 3;
  private static final int LONGEST_LOOP = 8;

  private InventionGate() {}

  /** What of it is believed; empty if nothing is. */
  static String believed(String heard, VoiceEvidence evidence) {
    if (evidence.voicedMillis() < LEAST_VOICED_MILLIS) {
      return "";
    }
    String text = SPACES.matcher(SOUND_NAME.matcher(heard).replaceAll(" ")).replaceAll(" ").strip();
    if (!ANY_WORD_CHAR.matcher(text).find()) {
      return "";
    }
    List<String> words = List.of(text.split(" "));
    List<String> once = withoutLoops(words);
    boolean looped = once.size() * 2 <= words.size() && words.size() >= 6;
    if ((looped && evidence.isWeak()) || isTooMuch(once.size(), evidence)) {
      return "";
    }
    String plain = plain(String.join(" ", once));
    if (evidence.isWeak() && PHANTOMS.contains(plain)) {
      return "";
    }
    boolean sure = !evidence.isWeak() && evidence.voicedMillis() >= SURE_MILLIS;
    if (!sure && FILM_ENDS.contains(plain)) {
      return "";
    }
    return once.size() == words.size() ? text : String.join(" ", once);
  }

  private static boolean isTooMuch(int words, VoiceEvidence evidence) {
    return words > FREE_WORDS + MAX_WORDS_A_SECOND * evidence.voicedMillis() / 1_000;
  }

  private static String plain(String text) {
    String letters = NO_WORD_CHARS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    return SPACES.matcher(letters).replaceAll(" ").strip();
  }

  /** An engine that is lost says the same words over and over: once is enough. */
  static List<String> withoutLoops(List<String> words) {
    List<String> kept = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int longest = Math.min(LONGEST_LOOP, (words.size() - at) / 2);
      int skipped = 0;
      for (int length = 1; length <= longest && skipped == 0; length++) {
        int times = times(words, at, length);
        if (times >= allowed(length)) {
          kept.addAll(words.subList(at, at + length));
          skipped = times * length;
        }
      }
      if (skipped == 0) {
        kept.add(words.get(at));
        skipped = 1;
      }
      at += skipped;
    }
    return kept;
  }

  /** People, too, say "no, no, no, no" and begin a sentence again. */
  private static int allowed(int length) {
    return length == 1 ? 6 : length < 4 ? 4 : 3;
  }

  private static int times(List<String> words, int at, int length) {
    int times = 1;
    while (at + (times + 1) * length <= words.size()
        && isSame(words, at, at + times * length, length)) {
      times++;
    }
    return times;
  }

  private static boolean isSame(List<String> words, int first, int second, int length) {
    for (int i = 0; i < length; i++) {
      if (!plain(words.get(first + i)).equals(plain(words.get(second + i)))) {
        return false;
      }
    }
    return true;
  }
}
