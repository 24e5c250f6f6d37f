package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page says about the session: who is waited for, its time, what is switched on in it. */
final class SessionWords {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /** So much late, a warning still says the round number. */
  private static final int ROUND_SECONDS = 5;

  private SessionWords() {}

  static String waitingFor(List<Lobby.Other> others) {
    StringBuilder names = new StringBuilder();
    for (Lobby.Other other : others) {
      names.append(names.length() == 0 ? "" : " and ").append(other.userName());
    }
    return "Waiting for " + (names.length() == 0 ? "the others" : names);
  }

  static String waitingHint(List<Lobby.Other> others) {
    for (Lobby.Other other : others) {
      if (other.connected()) {
        return "You will see each other in a moment";
      }
    }
    return "They have not opened the link yet";
  }

  /** The time left; empty if nobody knows it, or if it is no matter yet. */
  static String left(int seconds) {
    return seconds < 0 || seconds > DAY
        ? ""
        : seconds == 0 ? "Time is up" : Dom.clock(seconds) + " left";
  }

  /** That the time runs out, for people who may have come too late for the round numbers. */
  static String runsOut(int seconds) {
    int minutes = (seconds + MINUTE - 1) / MINUTE;
    if (minutes * MINUTE - seconds > ROUND_SECONDS) {
      return minutes == 1 ? "Less than a minute left" : "Less than " + minutes + " minutes left";
    }
    return minutes == 1
        ? "One minute left"
        : minutes == 5 ? "Five minutes left" : minutes + " minutes left";
  }

  /** What was switched; empty if nothing was. At the beginning only a recording is news. */
  static String switched(@Nullable RoomStateChanged before, RoomStateChanged now) {
    String words = change("Recording", before != null && before.recording(), now.recording());
    if (before != null) {
      words += change("Transcription", before.transcription(), now.transcription());
      words += change("The assistant", before.assistant(), now.assistant());
    }
    return words.trim();
  }

  private static String change(String what, boolean before, boolean now) {
    return before == now ? "" : what + (now ? " is on. " : " is off. ");
  }

  /** How long an ended session lasted; empty if that is unknown, or not the matter. */
  static String lasted(Ending ending, @Nullable SessionClock clock) {
    boolean over =
        ending == Ending.COMPLETED || ending == Ending.TIME_UP || ending == Ending.FAILED;
    int seconds = clock == null ? SessionClock.UNKNOWN : clock.elapsedSeconds();
    return over && seconds >= 0 ? "It lasted " + duration(seconds) + "." : "";
  }

  private static String duration(int seconds) {
    int minutes = (seconds + MINUTE / 2) / MINUTE;
    if (minutes == 0) {
      return "less than a minute";
    }
    String hours = minutes < MINUTE ? "" : count(minutes / MINUTE, "hour");
    String rest = minutes % MINUTE == 0 ? "" : count(minutes % MINUTE, "minute");
    return hours + (hours.isEmpty() || rest.isEmpty() ? "" : " ") + rest;
  }

  private static String count(int number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** How long it takes; empty if it takes days. */
  static String in(int seconds) {
    return seconds > DAY
        ? ""
        : " in " + (seconds < 2 * MINUTE ? Dom.clock(seconds) : duration(seconds));
  }
}
