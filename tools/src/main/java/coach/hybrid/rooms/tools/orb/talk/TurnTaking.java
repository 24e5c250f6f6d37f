package coach.hybrid.rooms.tools.orb.talk;

import java.util.HashMap;
import java.util.Map;

/**
 * Who has the floor, and whether the orb may take it: never over somebody, only after a real pause,
 * only when something new was said, and only as much as its goal allows. Touched by the orb's
 * thread only.
 */
public final class TurnTaking {
  /** What a turn is expected to take before it is known. */
  static final long EXPECTED_TURN_MILLIS = 3_500;

  /** Less than this is a cough or a "yes", and nothing to answer. */
  static final long LEAST_TO_ANSWER_MILLIS = 2_500;

  public static final long NOT_DUE = Long.MAX_VALUE;

  private static final long NEVER = Long.MIN_VALUE;

  private final TalkGoal goal;
  private final Map<String, Long> speakingSince = new HashMap<>();
  private final Map<String, Long> spokenMillis = new HashMap<>();
  private long humanMillis;
  private long humanMillisAtOwnEnd;
  private long ownMillis;
  private long ownSince = NEVER;
  private long ownEnd = NEVER;
  private long lastVoice = NEVER;
  private boolean addressed;

  public TurnTaking(TalkGoal goal) {
    this.goal = goal;
  }

  public void voiceBegan(String who, long nowMillis) {
    speakingSince.putIfAbsent(who, nowMillis);
  }

  /** Somebody fell silent: at {@code lastVoiceMillis}, which lies before the moment it is known. */
  public void voiceEnded(String who, long lastVoiceMillis) {
    Long since = speakingSince.remove(who);
    if (since == null) {
      return;
    }
    lastVoice = Math.max(lastVoice, lastVoiceMillis);
    long millis = Math.max(0, lastVoiceMillis - since);
    humanMillis += millis;
    spokenMillis.merge(who, millis, Long::sum);
  }

  public void ownVoiceBegan(long nowMillis) {
    ownSince = nowMillis;
    addressed = false;
  }

  public void ownVoiceEnded(long nowMillis) {
    if (ownSince == NEVER) {
      return;
    }
    ownMillis += Math.max(0, nowMillis - ownSince);
    ownSince = NEVER;
    ownEnd = nowMillis;
    humanMillisAtOwnEnd = humanMillis;
  }

  /** The orb had its turn and found no words: the next one comes when something new was said. */
  public void passed(long nowMillis) {
    ownEnd = nowMillis;
    humanMillisAtOwnEnd = humanMillis;
    addressed = false;
  }

  /** Somebody called the orb by its name: it answers at the next pause, whatever its share. */
  public void addressed() {
    addressed = true;
  }

  public boolean somebodySpeaks() {
    return !speakingSince.isEmpty();
  }

  /** Whether nobody, the orb included, has made a sound for so long. */
  public boolean quietFor(long millis, long nowMillis) {
    return !somebodySpeaks()
        && ownSince == NEVER
        && (lastVoice == NEVER || nowMillis - lastVoice >= millis);
  }

  public boolean mayTakeTurn(long nowMillis) {
    return nowMillis >= turnDueMillis();
  }

  /** When the orb may speak if nobody makes a sound until then; {@link #NOT_DUE} if not at all. */
  public long turnDueMillis() {
    if (lastVoice == NEVER || somebodySpeaks() || ownSince != NEVER) {
      return NOT_DUE;
    }
    if (addressed) {
      return lastVoice + goal.pauseMillis();
    }
    boolean somethingNew = humanMillis - humanMillisAtOwnEnd >= LEAST_TO_ANSWER_MILLIS;
    if (!somethingNew || percent(ownMillis + EXPECTED_TURN_MILLIS) > mostPercent()) {
      return NOT_DUE;
    }
    boolean saidTooLittle = percent(ownMillis) < leastPercent();
    long afterPause = lastVoice + (saidTooLittle ? goal.pauseMillis() : goal.longPauseMillis());
    return ownEnd == NEVER ? afterPause : Math.max(afterPause, ownEnd + goal.restMillis());
  }

  private double leastPercent() {
    return goal.sharePercent() * 0.85;
  }

  private double mostPercent() {
    return goal.sharePercent() * 1.25;
  }

  private double percent(long own) {
    long all = own + humanMillis;
    return all == 0 ? 0 : 100.0 * own / all;
  }

  /** The orb's share of all finished talk. */
  public int sharePercent() {
    return (int) Math.round(percent(ownMillis));
  }

  public long spokenMillis(String who) {
    return spokenMillis.getOrDefault(who, 0L);
  }
}
