package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relay to and from one participant: its keys, and what they open and close. */
final class RelayLink implements RelayPath, Opener.Listener {
  static final int TICK_MILLIS = 1_000;

  /** A key that is said again because the other end said its own again: no more often. */
  static final int AGAIN_MILLIS = 3_000;

  /** Nobody makes so many links while the other end keeps one. */
  static final int MOST_KEYS = 32;

  private static final int WORDS = 4;

  private final Relay relay;
  private final RelayPeer peer;
  private final Listener listener;
  private final Sender sender;
  private final Receiver receiver;
  private Crypto.@Nullable Keys keys;
  private @Nullable String theirKey;
  private int theirGeneration;
  private final List<String> oldKeys = new ArrayList<>();
  private @Nullable String agreedKey;
  private int announced;
  private int saidAt;
  private @Nullable Sealer sealer;
  private @Nullable Opener opener;
  private byte @Nullable [] wordHash;
  private boolean prepared;
  private boolean sending;
  private boolean receiving;
  private boolean wasReady;
  private boolean closed;

  RelayLink(Relay relay, RelayPeer peer, Listener listener) {
    this.relay = relay;
    this.peer = peer;
    this.listener = listener;
    this.sender = new Sender(relay, peer);
    this.receiver = new Receiver(relay.timers, listener, sender);
  }

  @Override
  public void prepare() {
    if (prepared || closed) {
      return;
    }
    prepared = true;
    relay.add(this);
    relay.crypto.makeKeys(made -> {
      if (!closed) {
        keys = made;
        update();
        agree();
      }
    });
    tick();
  }

  /**
   * A key that is not the one we knew is that of a new link: it has not seen ours. One that was
   * replaced before is never taken again, because with it all that was heard under it could be
   * played to us once more.
   */
  @Override
  public void receiveKey(String publicKey, int generation) {
    if (closed || oldKeys.contains(publicKey)) {
      return;
    }
    if (publicKey.equals(theirKey)) {
      boolean isAgain = generation == theirGeneration;
      theirGeneration = generation;
      if (isAgain && relay.timers.nowMillis() - saidAt >= AGAIN_MILLIS) {
        sayKey();
      }
      agree();
      return;
    }
    if (theirKey != null) {
      if (oldKeys.size() == MOST_KEYS) {
        return;
      }
      oldKeys.add(theirKey);
      announced = 0;
    }
    theirKey = publicKey;
    theirGeneration = generation;
    prepare();
    update();
    agree();
  }

  @Override
  public void retry() {
    sayKey();
    relay.doubt();
  }

  private void sayKey() {
    announced = 0;
    update();
  }

  private void agree() {
    Crypto.Keys own = keys;
    String their = theirKey;
    if (own == null || their == null || their.equals(agreedKey)) {
      return;
    }
    agreedKey = their;
    setKeys(null, null, null);
    byte[] ours = relay.crypto.decode(own.publicKey());
    byte[] theirs = relay.crypto.decode(their);
    if (ours == null || theirs == null || !Agreement.isPublicKey(theirs)) {
      return;
    }
    byte[] input =
        Agreement.saltInput(relay.crypto, relay.roomId, peer.selfId(), ours, peer.peerId(), theirs);
    relay.crypto.sha256(
        input,
        salt ->
            own.agree(
                theirs,
                salt,
                Agreement.info(relay.crypto, peer.selfId()),
                Agreement.info(relay.crypto, peer.peerId()),
                (out, in) ->
                    relay.crypto.sha256(
                        salt,
                        hash -> {
                          if (!closed && their.equals(agreedKey)) {
                            setKeys(out, in, hash);
                          }
                        }),
                () -> {
                  if (their.equals(agreedKey)) {
                    agreedKey = null; // tried again when it is said again
                  }
                }));
  }

  private void setKeys(
      Crypto.@Nullable Cipher out, Crypto.@Nullable Cipher in, byte @Nullable [] hash) {
    if (sealer != null) {
      sealer.close();
    }
    if (opener != null) {
      opener.close();
    }
    sealer = out == null ? null : sender.sealer(out);
    opener = in == null ? null : new Opener(in, this);
    wordHash = hash;
    update();
  }

  /** Brings everything to where it should be by what is true now. */
  void update() {
    if (closed) {
      return;
    }
    int generation = relay.generation();
    if (keys != null && generation != announced && (announced == 0 || relay.isOpen())) {
      announced = generation;
      saidAt = relay.timers.nowMillis();
      listener.keyMade(keys.publicKey(), generation);
    }
    boolean ready = isReady();
    sender.use(ready ? sealer : null, sending ? relay.engine() : null);
    receiver.use(receiving ? relay.engine() : null);
    if (ready != wasReady) {
      wasReady = ready;
      listener.relayChanged();
    }
  }

  @Override
  public void setTrack(Line line, @Nullable MediaTrack track) {
    sender.setTrack(line, track);
  }

  @Override
  public void setSending(boolean now) {
    sending = now;
    update();
  }

  @Override
  public void setReceiving(boolean now) {
    receiving = now;
    update();
  }

  @Override
  public boolean isReady() {
    return sealer != null && relay.isOpen() && relay.engine() != null && !closed;
  }

  @Override
  public boolean holdsPictureBack() {
    return sender.holdsPictureBack();
  }

  @Override
  public boolean isUnheard() {
    return receiver.isUnheard();
  }

  boolean isFrom(int mediaId) {
    return peer.peerMediaId().getAsInt() == mediaId;
  }

  void receive(MediaFrame frame) {
    if (opener != null) {
      opener.open(frame);
    }
  }

  @Override
  public void opened(MediaFrame frame, int lost, boolean breaks) {
    if (frame.kind() == MediaFrame.CONTROL) {
      sender.control(frame.payload());
    } else {
      receiver.receive(frame, lost, breaks);
    }
  }

  /** Once a second; the browser may make it later. */
  private void tick() {
    if (!closed) {
      if (receiving) {
        sender.report(receiver.takeLost(), receiver.lateMillis());
      }
      sender.tick();
      relay.timers.after(TICK_MILLIS, this::tick);
    }
  }

  @Override
  public LinkStats stats() {
    return receiver.stats(LinkPath.RELAY, sender.bytes());
  }

  @Override
  public @Nullable String safetyWords() {
    MediaEngine engine = relay.engine();
    if (wordHash == null || engine == null) {
      return null;
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      words.append(i > 0 ? " " : "").append(engine.word(wordHash[i] & 0xff));
    }
    return words.toString();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    setKeys(null, null, null);
    sender.use(null, null);
    closed = true;
    receiver.close();
    relay.remove(this);
  }
}
