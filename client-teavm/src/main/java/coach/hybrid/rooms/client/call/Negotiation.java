package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.client.call.PeerConnection.Description;
import coach.hybrid.rooms.client.call.PeerConnection.SignalingState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Perfect negotiation of one link (W3C WebRTC, section 10.7) with a fixed first offerer. The lines
 * never change, so the only later negotiation is an ICE restart, and we start it ourselves instead
 * of listening to {@code negotiationneeded}.
 */
final class Negotiation {
  interface Listener {
    /** A description of ours goes out. */
    void described();

    /** The other end offers anew. */
    void offered();

    /** Our connection cannot take this offer at all. */
    void offerNotTaken(RawJson offer);
  }

  private LinkPlan plan;
  private final PeerConnection connection;
  private final LinkLines lines;
  private final Outbox outbox;
  private final Listener listener;
  private final List<RawJson> heldCandidates = new ArrayList<>();

  private boolean makingOffer;
  private boolean settingRemoteAnswer;
  private boolean ignoringOffer;
  private boolean remoteDescribed;
  private boolean restartAfterAnswer;
  private boolean planIsNew;
  private int offersOut;

  /** An answer was taken while several were due: if one more comes, it was the wrong one. */
  private boolean mayBeCrossed;

  private boolean recovers;
  private boolean closed;

  Negotiation(
      LinkPlan plan, PeerConnection connection, LinkLines lines, Outbox outbox, Listener listener) {
    this.plan = plan;
    this.connection = connection;
    this.lines = lines;
    this.outbox = outbox;
    this.listener = listener;
  }

  /** Makes the first offer if that is ours to make; else waits for it. */
  void start() {
    if (plan.offersFirst()) {
      lines.open();
      offer();
    }
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
    listener.described();
    offersOut += description.offer() ? 1 : 0;
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
    offersOut = 0;
    mayBeCrossed = false;
    listener.offered();
    connection.setRemoteDescription(
        new Description(true, offer), this::answer, () -> listener.offerNotTaken(offer));
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

  /**
   * Which offer an answer is for it does not say. One too many answers an offer that was rolled
   * back, or shows that the one before it belonged to an older offer of ours.
   */
  void receiveAnswer(RawJson answer) {
    if (settingRemoteAnswer || connection.signalingState() != SignalingState.HAVE_LOCAL_OFFER) {
      if (mayBeCrossed) {
        mayBeCrossed = false;
        restart();
      }
      return;
    }
    ignoringOffer = false; // what comes from now on belongs to this answer
    mayBeCrossed = offersOut > 1;
    offersOut = 0;
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
        () -> {
          settingRemoteAnswer = false;
          restartIfAsked();
        });
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
    if (settingRemoteAnswer || connection.signalingState() == SignalingState.HAVE_REMOTE_OFFER) {
      restartAfterAnswer = true;
      return;
    }
    connection.restartIce();
    offer();
  }

  /**
   * After the socket came back. The answer to an offer of ours may have been kept for us, and come
   * next; if it has not by the next tick, it is lost.
   */
  void recover() {
    recovers = connection.signalingState() == SignalingState.HAVE_LOCAL_OFFER;
    if (!recovers && connection.connectionState() != ConnectionState.CONNECTED) {
      restart();
    }
  }

  /** Once a tick: whether an answer that was waited for after a resume is lost. */
  boolean takeLoss() {
    boolean lost = recovers && connection.signalingState() == SignalingState.HAVE_LOCAL_OFFER;
    recovers = false;
    return lost;
  }

  private void restartIfAsked() {
    if (restartAfterAnswer) {
      restartAfterAnswer = false;
      restart();
    }
  }

  void close() {
    closed = true;
  }
}
