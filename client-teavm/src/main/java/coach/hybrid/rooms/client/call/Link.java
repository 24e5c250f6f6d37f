package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one other participant: what is negotiated, by which path we hear the other end,
 * and by which we send because it hears us so.
 *
 * <p>Everything here runs on the page's one thread.
 */
final class Link implements PeerConnection.Listener, RelayPath.Listener, Negotiation.Listener {
  interface Listener {
    void linkChanged();

    /** Our connection cannot take this offer at all: only a new link can. */
    void offerNotTaken(Link link, RawJson offer);
  }

  /** What a link is made with. */
  record Parts(
      PeerConnection.Factory connections, LinkRelay.Maker relays, Outbox outbox, Timers timers) {}

  private LinkPlan plan;
  private final Outbox outbox;
  private final Timers timers;
  private final Listener listener;
  private final PeerConnection connection;
  private final LinkLadder ladder;
  private final LinkLines lines;
  private final LinkRelay relay;
  private final Negotiation negotiation;
  private final Hearing hearing;
  private final LinkReports reports;
  private final Sending sending;
  private boolean closed;

  Link(LinkPlan plan, Parts parts, List<IceServer> iceServers, Listener listener) {
    this.plan = plan;
    this.outbox = parts.outbox();
    this.timers = parts.timers();
    this.listener = listener;
    this.ladder = new LinkLadder(plan.offersFirst(), plan.toOrb());
    this.hearing = new Hearing(timers.nowMillis());
    this.connection = parts.connections().create(iceServers, this);
    this.lines = new LinkLines(connection, plan);
    this.relay = new LinkRelay(parts.relays(), lines, this);
    this.sending = new Sending(lines, relay);
    this.negotiation = new Negotiation(plan, connection, lines, outbox, this);
    this.reports = new LinkReports(plan.peerId(), outbox);
  }

  /** Makes the first offer if that is ours to make; else waits for it. Set the tracks before. */
  void start() {
    negotiation.start();
  }

  void setTrack(Line line, @Nullable MediaTrack track) {
    lines.setTrack(line, track);
    relay.setTracks();
  }

  void receiveOffer(RawJson offer) {
    negotiation.receiveOffer(offer);
  }

  void receiveAnswer(RawJson answer) {
    negotiation.receiveAnswer(answer);
  }

  void receiveCandidate(RawJson candidate) {
    negotiation.receiveCandidate(candidate);
  }

  /** What we may send has changed; only towards an orb. */
  void replan(LinkPlan next) {
    plan = next;
    negotiation.replan(next);
    relay.setTracks();
  }

  void restart() {
    negotiation.restart();
  }

  /** After the socket came back: what was on its way is lost, so help where help is needed. */
  void recover() {
    negotiation.recover();
  }

  /** Says again how we hear the other end, and our key: after a resume, when it may not know. */
  void sayState() {
    reports.sayAgain();
    relay.retry();
  }

  void networkChanged() {
    ladder.networkChanged();
    tick();
  }

  /** The other end's part of the key for the relay; ours goes back if it has not gone before. */
  void receiveKey(String publicKey, int generation) {
    ladder.keyed();
    relay.receiveKey(publicKey, generation);
  }

  /** By which path the other end hears us, and how well. */
  void receiveState(LinkPath path, LinkQuality quality) {
    ladder.heard(quality == LinkQuality.LOST, timers.nowMillis());
    sending.hear(path, quality);
  }

  /** Half-second heart beat. */
  void tick() {
    connection.readStats(reading -> {
      if (!closed) {
        observe(reading);
      }
    });
  }

  private void observe(LinkStats reading) {
    int now = timers.nowMillis();
    boolean wasOnRelay = isOnRelay();
    LinkLadder.Advice advice =
        ladder.tick(
            new LinkLadder.Sight(
                now,
                connection.connectionState(),
                reading.packetsReceived(),
                reading.framesDecoded(),
                reading.path(),
                relay.isReady(),
                relay.packetsReceived(),
                hearing.showsFrames(now)));
    if (advice.prepareRelay()) {
      relay.prepare();
    }
    if (negotiation.takeLoss() || advice.restartIce()) {
      restart();
    }
    if (isOnRelay() != wasOnRelay) {
      hearing.changePath();
      relay.setReceiving(isOnRelay());
    }
    hearing.observe(
        isOnRelay() ? relay.stats() : reading, ladder.wasConnected() && !ladder.isLost(), now);
    if (reports.say(path(), quality(), ladder.isMisunderstood(), now)) {
      relay.retry();
    }
    sending.tick(now);
    int due = ladder.relayDueMillis(now);
    if (due > 0 && due < Call.TICK_MILLIS) {
      timers.after(due, this::tick);
    }
    listener.linkChanged();
  }

  /** The other side switched something on or off; whether anything is on. */
  void expect(boolean anything) {
    ladder.expect(anything, timers.nowMillis());
    hearing.expectChange(timers.nowMillis());
  }

  void setIceServers(List<IceServer> iceServers) {
    connection.setIceServers(iceServers);
  }

  LinkState state() {
    if (closed) {
      return LinkState.CLOSED;
    }
    boolean begins =
        !isOnRelay()
            && !ladder.wasConnected()
            && connection.connectionState() == ConnectionState.CONNECTED;
    if (begins || (!ladder.isLost() && (isOnRelay() || ladder.wasConnected()))) {
      return hearing.isPoor() ? LinkState.POOR : LinkState.CONNECTED;
    }
    if (ladder.isUnreachable()) {
      return LinkState.UNREACHABLE;
    }
    return ladder.wasConnected() ? LinkState.RECONNECTING : LinkState.CONNECTING;
  }

  /** By which path we hear the other end. */
  LinkPath path() {
    return ladder.path();
  }

  private boolean isOnRelay() {
    return ladder.path() == LinkPath.RELAY;
  }

  /** How well we hear the other end. */
  LinkQuality quality() {
    if (ladder.isLost() && ladder.wasConnected()) {
      return LinkQuality.LOST;
    }
    return hearing.isPoor() ? LinkQuality.POOR : LinkQuality.GOOD;
  }

  /** The last reading of the path in use. */
  LinkStats stats() {
    return hearing.stats();
  }

  /** Of ICE, since the link began. */
  int restarts() {
    return ladder.restarts();
  }

  /** For how long the link has been in trouble, in milliseconds. */
  int troubledMillis() {
    return ladder.isLost() ? timers.nowMillis() - ladder.lostSinceMillis() : 0;
  }

  /** Whether video frames came just now. */
  boolean showsFrames() {
    return hearing.showsFrames(timers.nowMillis());
  }

  int withoutPictureMillis() {
    return hearing.withoutPictureMillis(timers.nowMillis());
  }

  /** Our picture is held back, so that our voice gets through. */
  boolean holdsPictureBack() {
    return sending.holdsPictureBack();
  }

  /** Their sound comes, and cannot be played here. */
  boolean isUnheard() {
    return isOnRelay() && relay.isUnheard();
  }

  @Nullable String safetyWords() {
    return relay.safetyWords();
  }

  /** What plays on this line, by the path we hear the other end by. */
  @Nullable MediaTrack track(Line line) {
    return hearing.track(line, ladder.hearsRelay());
  }

  void close() {
    closed = true;
    negotiation.close();
    connection.close();
    relay.close();
    outbox.discard(plan.peerId());
  }

  @Override
  public void described() {
    ladder.described(timers.nowMillis());
  }

  @Override
  public void offered() {
    ladder.offered(timers.nowMillis());
  }

  @Override
  public void offerNotTaken(RawJson offer) {
    listener.offerNotTaken(this, offer);
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
      hearing.receive(line, track);
      listener.linkChanged();
    }
  }

  @Override
  public void trackReceived(Line line, MediaTrack track) {
    if (!closed && plan.receives(line)) {
      hearing.relay(line, track);
      listener.linkChanged();
    }
  }

  @Override
  public void keyMade(String publicKey, int generation) {
    if (!closed) {
      outbox.send(new ClientMessage.RelayKey(plan.peerId(), publicKey, generation));
    }
  }

  @Override
  public void relayChanged() {
    if (!closed) {
      tick();
    }
  }
}
