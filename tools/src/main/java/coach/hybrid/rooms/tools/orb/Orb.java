package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.protocol.json.OrbCodec;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.tools.orb.face.Expression;
import coach.hybrid.rooms.tools.orb.peer.Links;
import coach.hybrid.rooms.tools.orb.relay.Relay;
import coach.hybrid.rooms.tools.orb.talk.Occasion;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.talk.TurnTaking;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One orb in one room: what comes in, and what it means. All of it runs on the orb's thread; {@link
 * OrbProcess} brings everything there.
 */
final class Orb implements Conversation.Observer {
  /** How messages leave. */
  interface Line {
    void send(String text);

    /** From now on it opens with this token. */
    void renew(String token);
  }

  /** Ends the process, in order. */
  interface Exit {
    void leave(String reason, String announced);
  }

  private static final int CLOSING_LEFT_MILLIS = 300_000;
  private static final String NAME = "AI Assistant";

  private final Settings settings;
  private final Links links;
  private final Relay relay;
  private final TurnTaking turns;
  private final Conversation conversation;
  private final Line line;
  private final Exit exit;
  private final Roster roster = new Roster();
  private final SessionNotes notes = new SessionNotes();
  private final Vitals vitals = new Vitals();
  private final Ears ears;
  private final Set<String> connected = new HashSet<>();
  private boolean ready;
  private @Nullable Long roomStartMillis;
  private @Nullable Long latencyMillis;
  private AiState state = AiState.READY;

  Orb(
      Settings settings,
      Links links,
      Relay relay,
      TurnTaking turns,
      Parts parts,
      Ears ears,
      Line line,
      Exit exit) {
    this.settings = settings;
    this.links = links;
    this.relay = relay;
    this.turns = turns;
    this.ears = ears;
    this.line = line;
    this.exit = exit;
    this.conversation = parts.conversation(this, this::situation);
  }

  /** Builds the conversation, which needs the orb and is needed by it. */
  interface Parts {
    Conversation conversation(
        Conversation.Observer observer, Conversation.Circumstances circumstances);
  }

  Conversation conversation() {
    return conversation;
  }

  Roster roster() {
    return roster;
  }

  void received(String text, long nowMillis) {
    try {
      OrbCommand command = OrbCodec.decodeCommand(text);
      if (command != null) {
        obey(command, nowMillis);
      } else {
        handle(MessageCodec.decodeServer(text), nowMillis);
      }
    } catch (ProtocolException e) {
      // A later service may say what this orb does not know; all else is worth a line.
      System.err.println("orb: not understood: " + e.getMessage());
    }
  }

  private void obey(OrbCommand command, long nowMillis) {
    switch (command) {
      case OrbCommand.ShutDown shutDown -> exit.leave(shutDown.reason(), "session_complete");
      case OrbCommand.UpdateParticipants _ -> {
        // The roster of peer-discovery, user-joined and user-left says more, and is as fresh.
      }
      case OrbCommand.Pause _ -> {
        conversation.pause(nowMillis);
        ears.forget();
      }
      case OrbCommand.Resume _ -> conversation.resume();
    }
  }

  private void handle(ServerMessage message, long nowMillis) {
    switch (message) {
      case ServerMessage.IceServers ice -> links.iceServers(ice.iceServers());
      case ServerMessage.PeerDiscovery discovery -> discovered(discovery, nowMillis);
      case ServerMessage.UserJoined joined -> arrived(joined.peer());
      case ServerMessage.UserLeft left -> gone(left.userId(), nowMillis);
      case ServerMessage.Offer offer -> offered(offer);
      case ServerMessage.IceCandidate candidate ->
          links.candidate(candidate.fromId(), candidate.candidate().text());
      case ServerMessage.MediaStateChanged media -> roster.changed(media.fromId(), media.media());
      case ServerMessage.ConsentChanged consent -> {
        roster.changed(consent.fromId(), consent.consent());
        relay.consented(consent.fromId(), consent.consent().assistant());
        if (!consent.consent().assistant()) {
          silence(consent.fromId(), nowMillis);
        }
      }
      case ServerMessage.RoomStateChanged room -> roomState(room, nowMillis);
      case ServerMessage.Caption caption -> caption(caption);
      case ServerMessage.RelayKeyed key -> relay.keyed(key.fromId(), key.publicKey());
      case ServerMessage.LinkStateChanged link -> {
        links.heard(link.fromId(), link.path(), link.quality());
        relay.hearsUs(link.fromId(), link.path());
      }
      case ServerMessage.TokenRefreshed refreshed -> line.renew(refreshed.token());
      case ServerMessage.Refused refused ->
          System.err.println("orb: refused: " + refused.code() + " " + refused.message());
      case ServerMessage.Answer _,
          ServerMessage.Pong _,
          ServerMessage.SpeakingChanged _,
          ServerMessage.AiStatusChanged _,
          ServerMessage.OrbShutdownAnnounced _,
          ServerMessage.TranscriptionChanged _,
          ServerMessage.OrbStateChanged _ -> {
        // Nothing an orb acts on: it never offers, and hears voices itself.
      }
    }
  }

  private void discovered(ServerMessage.PeerDiscovery discovery, long nowMillis) {
    roster.missingFrom(discovery.peers()).forEach(userId -> gone(userId, nowMillis));
    discovery.peers().forEach(this::arrived);
    relay.rejoined();
    say(new ClientMessage.ReportAiStatus(state, settings.sessionId()));
  }

  private void arrived(PeerInfo peer) {
    roster.add(peer);
    relay.met(peer);
  }

  private void offered(ServerMessage.Offer offer) {
    if (roster.has(offer.fromId())) {
      links.offered(offer.fromId(), offer.offer().text());
    }
  }

  private void gone(String userId, long nowMillis) {
    silence(userId, nowMillis);
    conversation.left(userId);
    roster.remove(userId);
    connected.remove(userId);
    links.drop(userId);
    relay.left(userId);
  }

  private void silence(String userId, long nowMillis) {
    ears.forget(userId);
    conversation.voiceEnded(userId, nowMillis);
  }

  private void roomState(ServerMessage.RoomStateChanged room, long nowMillis) {
    if (room.elapsedMillis() != null) {
      roomStartMillis = nowMillis - room.elapsedMillis();
    }
    Integer left = room.leftMillis();
    if (roomStartMillis != null
        && left != null
        && left <= CLOSING_LEFT_MILLIS
        && left > CLOSING_LEFT_MILLIS / 2) {
      conversation.closingDue();
    }
  }

  private void caption(ServerMessage.Caption caption) {
    if (caption.isFinal() && !caption.text().isEmpty() && roster.hearable(caption.fromId())) {
      notes.heard(
          roster.name(caption.fromId()),
          caption.text(),
          caption.startMillis(),
          caption.endMillis());
      String text = caption.text().toLowerCase(Locale.ROOT);
      if (text.contains("assistant")) {
        turns.addressed();
      }
    }
  }

  void linkConnected(String userId, boolean isConnected, long nowMillis) {
    if (!isConnected) {
      connected.remove(userId);
      return;
    }
    if (roster.has(userId)) {
      connected.add(userId);
      if (!ready) {
        ready = true;
        report(new OrbReport.Ready(settings.roomId(), "connected", List.copyOf(connected)));
      }
      conversation.connected(userId, nowMillis);
    }
  }

  void linkFailed(String userId, Throwable cause) {
    report(new OrbReport.Failed(settings.roomId(), "link to " + userId + ": " + cause));
  }

  void beat(long epochMillis) {
    report(new OrbReport.Heartbeat(settings.roomId(), epochMillis, vitals.measure(latencyMillis)));
    say(new ClientMessage.Ping());
  }

  /** Takes the seat, or the one it still holds. */
  void join(ClientMessage.Join join) {
    say(join);
    say(new ClientMessage.SetMediaState(new MediaFlags(true, true, false)));
  }

  static String name() {
    return NAME;
  }

  /** The last words: what it made of the session, and good-bye. */
  void sumUp(long ageMillis, String announced, long nowMillis) {
    conversation.end(nowMillis);
    String client = settings.clientId();
    report(
        new OrbReport.SessionSummarized(
            settings.roomId(),
            settings.sessionId(),
            client.isEmpty() ? null : client,
            new RawJson(notes.summary(ageMillis, people(_ -> true)))));
    say(new ClientMessage.AnnounceOrbShutdown(settings.sessionId(), announced));
    say(new ClientMessage.Leave());
  }

  private Situation situation(Occasion occasion, Set<String> newcomers) {
    Predicate<Roster.Human> concerned =
        occasion == Occasion.GREETING ? human -> newcomers.contains(human.userId()) : _ -> true;
    return new Situation(occasion, people(concerned), notes.recent());
  }

  private List<Situation.Person> people(Predicate<Roster.Human> concerned) {
    return roster.humans().stream()
        .filter(concerned)
        .map(human -> new Situation.Person(human.name(), turns.spokenMillis(human.userId())))
        .toList();
  }

  @Override
  public void stateChanged(AiState next) {
    boolean spoke = state == AiState.SPEAKING;
    state = next;
    links.show(
        switch (next) {
          case READY, LISTENING -> Expression.LISTENING;
          case THINKING, PROCESSING -> Expression.THINKING;
          case SPEAKING -> Expression.SPEAKING;
          case PAUSED -> Expression.PAUSED;
        });
    say(new ClientMessage.ReportAiStatus(next, settings.sessionId()));
    if (spoke != (next == AiState.SPEAKING)) {
      say(new ClientMessage.SetSpeaking(next == AiState.SPEAKING));
    }
  }

  @Override
  public void spoke(String text, long startMillis, long endMillis) {
    if (roomStartMillis == null) {
      return;
    }
    int start = (int) Math.max(0, startMillis - roomStartMillis);
    int end = (int) Math.max(start, endMillis - roomStartMillis);
    notes.spoke(NAME, text, start, end);
    report(new OrbReport.Spoke(text, start, end));
  }

  @Override
  public void answeredWithin(long millis) {
    latencyMillis = millis;
  }

  void say(ClientMessage message) {
    line.send(MessageCodec.encode(message));
  }

  private void report(OrbReport report) {
    line.send(OrbCodec.encode(report));
  }
}
