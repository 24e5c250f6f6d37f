package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.client.call.PeerConnection.Description;
import coach.hybrid.rooms.client.call.PeerConnection.SignalingState;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.client.stats.Quality;
import coach.hybrid.rooms.client.stats.QualityMeter;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one other participant: perfect negotiation (W3C WebRTC, section 10.7) with a
 * fixed first offerer. The lines never change, so the only later negotiation is an ICE restart, and
 * we start it ourselves instead of listening to {@code negotiationneeded}.
 *
 * <p>Everything here runs on the page's one thread.
 */
final class Link implements PeerConnection.Listener {
  interface Listener {
    void linkChanged();

    void trackReceived(Line line, MediaTrack track);

    /** Our connection cannot take this offer at all: only a new link can. */
    void offerNotTaken(Link link, RawJson offer);
  }

  private LinkPlan plan;
  private final Outbox outbox;
  private final Timers timers;
  private final Listener listener;
  private final PeerConnection connection;
  private final LinkWatchdog watchdog;
  private final QualityMeter meter = new QualityMeter();
  private final LinkLines lines;
  private final List<RawJson> heldCandidates = new ArrayList<>();

  private Quality quality = Quality.GOOD;
  private boolean makingOffer;
  private boolean settingRemoteAnswer;
  private boolean ignoringOffer;
  private boolean remoteDescribed;
  private boolean restartAfterAnswer;
  private boolean planIsNew;
  private boolean closed;
  private int framesDecoded;
  private boolean showsFrames;
  private LinkStats stats = LinkStats.NONE;
  private int restarts;

  Link(
      LinkPlan plan,
      PeerConnection.Factory connections,
      List<IceServer> iceServers,
      Outbox outbox,
      Timers timers,
      Listener listener) {
    this.plan = plan;
    this.outbox = outbox;
    this.timers = timers;
    this.listener = listener;
    this.watchdog = new LinkWatchdog(plan.offersFirst(), !plan.toOrb());
    this.connection = connections.create(iceServers, this);
    this.lines = new LinkLines(connection, plan);
  }

  /** Makes the first offer if that is ours to make; else waits for it. Set the tracks before. */
  void start() {
    if (!plan.offersFirst()) {
      return;
    }
    lines.open();
    offer();
  }

  void setTrack(Line line, @Nullable MediaTrack track) {
    lines.setTrack(line, track);
  }

  private void offer() {
    makingOffer = true;
    connection.setLocalDescription(
        description -> {
          makingOffer = false;
          if (planIsNew && !closed) {
            offerByPlan();
          } else {
            sendDescription(description);
          }
        },
        () -> makingOffer = false);
  }

  private void sendDescription(Description description) {
    if (closed) {
      return;
    }
    watchdog.described(timers.nowMillis());
    outbox.send(
        description.offer()
            ? new ClientMessage.Offer(plan.peerId(), description.json())
            : new ClientMessage.Answer(plan.peerId(), description.json()));
  }

  void receiveOffer(RawJson offer) {
    boolean ready =
        !makingOffer
            && (connection.signalingState() == SignalingState.STABLE || settingRemoteAnswer);
    ignoringOffer = !plan.polite() && !ready;
    if (ignoringOffer) {
      return;
    }
    connection.setRemoteDescription(
        new Description(true, offer), this::answer, () -> listener.offerNotTaken(this, offer));
  }

  private void answer() {
    if (closed) {
      return;
    }
    becomeDescribed();
    lines.adopt();
    connection.setLocalDescription(
        description -> {
          sendDescription(description);
          restartIfAsked();
        },
        () -> {});
  }

  void receiveAnswer(RawJson answer) {
    if (connection.signalingState() != SignalingState.HAVE_LOCAL_OFFER) {
      return; // answers an offer that has been rolled back or answered already
    }
    settingRemoteAnswer = true;
    connection.setRemoteDescription(
        new Description(false, answer),
        () -> {
          settingRemoteAnswer = false;
          becomeDescribed();
          restartIfAsked();
          if (planIsNew) {
            offerByPlan();
          }
        },
        () -> settingRemoteAnswer = false);
  }

  /**
   * What we may send has changed; only towards an orb, which never offers itself. Tracks follow at
   * once. An offer that is being made is not sent, because it says what held before; one that is
   * out is answered first.
   */
  void replan(LinkPlan next) {
    plan = next;
    lines.replan(next);
    planIsNew = true;
    boolean idle = !makingOffer && !settingRemoteAnswer;
    if (idle && connection.signalingState() == SignalingState.STABLE) {
      offerByPlan();
    }
  }

  private void offerByPlan() {
    planIsNew = false;
    offer();
  }

  void receiveCandidate(RawJson candidate) {
    if (!remoteDescribed) {
      heldCandidates.add(candidate);
    } else if (!ignoringOffer) {
      connection.addIceCandidate(candidate);
    }
  }

  private void becomeDescribed() {
    remoteDescribed = true;
    for (RawJson candidate : heldCandidates) {
      connection.addIceCandidate(candidate);
    }
    heldCandidates.clear();
  }

  /**
   * Restarts ICE. An offer of ours that still waits is made again: it or its answer may be lost. A
   * side that has never been offered anything goes on waiting.
   */
  void restart() {
    if (closed || (!plan.offersFirst() && !remoteDescribed)) {
      return;
    }
    if (connection.signalingState() == SignalingState.HAVE_REMOTE_OFFER) {
      restartAfterAnswer = true;
      return;
    }
    connection.restartIce();
    offer();
  }

  private void restartIfAsked() {
    if (restartAfterAnswer) {
      restartAfterAnswer = false;
      restart();
    }
  }

  /** After the socket came back: what was on its way is lost, so help where help is needed. */
  void recover() {
    if (connection.connectionState() != ConnectionState.CONNECTED
        || connection.signalingState() == SignalingState.HAVE_LOCAL_OFFER) {
      restart();
    }
  }

  /** Half-second heart beat. */
  void tick() {
    connection.readStats(stats -> {
      if (!closed) {
        observe(stats);
      }
    });
  }

  private void observe(LinkStats stats) {
    int now = timers.nowMillis();
    this.stats = stats;
    quality = meter.update(stats, now);
    showsFrames = stats.framesDecoded() > framesDecoded;
    framesDecoded = stats.framesDecoded();
    boolean due = watchdog.tick(now, connection.connectionState(), stats.packetsReceived());
    if (due) {
      restarts++;
      restart();
    }
    listener.linkChanged();
  }

  /** The other side switched something on or off. */
  void expectChange() {
    watchdog.expectChange();
  }

  void setIceServers(List<IceServer> iceServers) {
    connection.setIceServers(iceServers);
  }

  LinkState state() {
    if (closed) {
      return LinkState.CLOSED;
    }
    boolean connected = connection.connectionState() == ConnectionState.CONNECTED;
    if (connected && !watchdog.inTrouble()) {
      return quality == Quality.POOR ? LinkState.POOR : LinkState.CONNECTED;
    }
    if (connected && !watchdog.wasConnected()) {
      return LinkState.CONNECTED;
    }
    return watchdog.wasConnected() ? LinkState.RECONNECTING : LinkState.CONNECTING;
  }

  LinkPath path() {
    return stats.path();
  }

  LinkQuality quality() {
    return switch (quality) {
      case GOOD -> LinkQuality.GOOD;
      case POOR -> LinkQuality.POOR;
      case LOST -> LinkQuality.LOST;
    };
  }

  LinkStats stats() {
    return stats;
  }

  int restarts() {
    return restarts;
  }

  /** For how long the link has been in trouble, in milliseconds. */
  int troubledMillis() {
    return watchdog.inTrouble() ? timers.nowMillis() - watchdog.troubleSinceMillis() : 0;
  }

  /** Whether video frames came within the last tick. */
  boolean showsFrames() {
    return showsFrames;
  }

  void close() {
    closed = true;
    connection.close();
    outbox.discard(plan.peerId());
  }

  @Override
  public void candidateFound(RawJson candidate) {
    if (!closed) {
      outbox.send(new ClientMessage.IceCandidate(plan.peerId(), candidate));
    }
  }

  @Override
  public void connectionStateChanged() {
    if (!closed) {
      listener.linkChanged();
    }
  }

  @Override
  public void trackReceived(String mid, MediaTrack track) {
    Line line = lines.at(mid);
    if (!closed && line != null && plan.receives(line)) {
      listener.trackReceived(line, track);
    }
  }
}
