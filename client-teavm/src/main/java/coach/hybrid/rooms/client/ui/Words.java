package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.LinkState;
import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.Refusal;
import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page says, and which of the phrases in {@code room.html} belongs to what. */
final class Words {
  /** What happened, what to do, and the button that does it (empty: there is none). */
  record Notice(String title, String advice, String button) {}

  /** The planned time went by, and the coach did not come. */
  static Notice unbegun() {
    return notice("unbegun");
  }

  private Words() {}

  /** The browser was told to keep both devices from this page. */
  static String bothDenied() {
    return denied("camera and microphone");
  }

  static String role(Role role) {
    return switch (role) {
      case COACH -> "Coach";
      case CLIENT -> "Client";
      case AI -> "Assistant";
    };
  }

  /** A link in words; empty if there is nothing to say about it. */
  static String trouble(Participant participant) {
    return switch (participant.linkState()) {
      case CONNECTING -> "Connecting…";
      case RECONNECTING -> "Reconnecting… " + participant.troubledMillis() / 1000 + " s";
      case UNREACHABLE -> Dom.phrase("unreachable", null);
      case CONNECTED, POOR -> weakness(participant);
      case CLOSED -> "";
    };
  }

  private static String weakness(Participant participant) {
    if (participant.isUnheard()) {
      return Dom.phrase("unheard", null);
    }
    return participant.isPictureHeldBack() ? Dom.phrase("held-back", null) : "";
  }

  /** Whether those who are interrupted still hear each other, as a detail of a phrase. */
  static @Nullable String interruption(List<Participant> participants) {
    for (Participant participant : participants) {
      if (!participant.isHeardWithoutRoom()) {
        return null;
      }
    }
    return participants.isEmpty() ? null : "heard";
  }

  /** What is to be said about a link, as a detail of a phrase. */
  static String linkKey(Participant participant) {
    return linkKey(participant.linkState(), participant.isOnRelay());
  }

  static String linkKey(LinkState state, boolean onRelay) {
    if (onRelay && state == LinkState.CONNECTED) {
      return "relay";
    }
    return onRelay && state == LinkState.POOR ? "poor-relay" : link(state);
  }

  static String link(LinkState state) {
    return switch (state) {
      case CONNECTING -> "connecting";
      case CONNECTED -> "good";
      case POOR -> "poor";
      case RECONNECTING -> "reconnecting";
      case UNREACHABLE -> "unreachable";
      case CLOSED -> "closed";
    };
  }

  /** What an orb in the call is doing; null before it said so. */
  static String assistant(@Nullable AiState state) {
    return Dom.phrase("ai", state == null ? null : state.wireName());
  }

  /** How it stands with the assistant, as the room says; null before it said so. */
  static String assistant(@Nullable OrbStateChanged orb) {
    return orb == null
        ? Dom.phrase("orb-off", null)
        : Dom.phrase("orb-" + orb.state().wireName(), orb.reason());
  }

  static Notice ending(Ending ending) {
    return notice(ending.name());
  }

  private static Notice notice(String key) {
    return new Notice(
        Dom.phrase("title", key), Dom.phrase("advice", key), Dom.phrase("button", key));
  }

  /** Why the door does not open yet. */
  static Notice refusal(Refusal refusal) {
    String day = refusal.opensDay();
    return !refusal.code().equals(Refusal.TOO_EARLY)
        ? notice(refusal.code())
        : new Notice(
            "The room opens "
                + (day.isEmpty() ? "" : "on " + day + " ")
                + "at "
                + refusal.opensTime(),
            day.isEmpty()
                ? "Keep this page open: it lets you in by itself."
                : "Come back then with the same link.",
            "");
  }

  /** Why a device is not there and what helps; empty if nothing is wrong. */
  static String failure(Kind kind, @Nullable Failure failure) {
    if (failure == null) {
      return "";
    }
    String device = kind == Kind.CAMERA ? "camera" : "microphone";
    return switch (failure) {
      case DENIED -> denied(device);
      case MISSING ->
          kind == Kind.CAMERA
              ? "We found no camera. You can join without one: the others will see your initials."
              : "We found no microphone. You can join and listen, or plug one in.";
      case IN_USE ->
          "Another program is using the " + device + ". Close it there, then switch it on here.";
      case UNSUPPORTED -> "This browser gives pages no " + device + ". You can join without it.";
    };
  }

  private static String denied(String device) {
    return "Your browser keeps the " + device + " from this page. " + howToAllow(device);
  }

  private static String howToAllow(String device) {
    return switch (Browser.family()) {
      case 1 ->
          "Click the crossed-out symbol left of the address, clear the block of the "
              + device
              + ", then reload this page.";
      case 2 ->
          "In the menu choose Safari, Settings for This Website, and allow the " + device + ".";
      case 3 ->
          "Tap the symbol left of the address, then Website Settings, and allow the "
              + device
              + ".";
      default ->
          "Click the symbol left of the address, allow the " + device + ", then reload this page.";
    };
  }
}
