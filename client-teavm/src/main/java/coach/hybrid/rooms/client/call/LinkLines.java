package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.Transceiver;
import org.jspecify.annotations.Nullable;

/** The media sections of one link, and what goes out on each. */
final class LinkLines {
  private final PeerConnection connection;
  private final @Nullable Transceiver[] lines = new @Nullable Transceiver[Line.values().length];
  private final @Nullable MediaTrack[] tracks = new @Nullable MediaTrack[Line.values().length];
  private LinkPlan plan;
  private SendLimit limit = SendLimit.FULL;

  LinkLines(PeerConnection connection, LinkPlan plan) {
    this.connection = connection;
    this.plan = plan;
  }

  /** Makes the sections, for a first offer. */
  void open() {
    for (Line line : Line.values()) {
      if (plan.has(line)) {
        lines[line.index()] =
            connection.addTransceiver(
                line, plan.directions().get(line.index()), plan.pictureDetail());
        attach(line);
      }
    }
  }

  void setTrack(Line line, @Nullable MediaTrack track) {
    tracks[line.index()] = track;
    attach(line);
  }

  /** What goes out on this line; null if nothing does, or nothing may. */
  @Nullable MediaTrack sent(Line line) {
    return plan.sends(line) ? tracks[line.index()] : null;
  }

  /** How much picture may go out. An orb gets little anyway. */
  void limit(SendLimit next) {
    if (limit == next || plan.toOrb()) {
      return;
    }
    limit = next;
    sendKeyFrame();
  }

  SendLimit limit() {
    return limit;
  }

  /** The next picture on each line needs none before it. An orb asks for that itself. */
  void sendKeyFrame() {
    for (Line line : Line.values()) {
      Transceiver transceiver = lines[line.index()];
      if (transceiver != null && !plan.toOrb()) {
        limit(line, transceiver);
      }
    }
  }

  private void limit(Line line, Transceiver transceiver) {
    if (!line.isAudio()) {
      transceiver.limit(limit, line == Line.SCREEN);
    }
  }

  private void attach(Line line) {
    Transceiver transceiver = lines[line.index()];
    if (transceiver != null) {
      transceiver.replaceTrack(sent(line));
    }
  }

  /** Other directions: tracks come and go at once, a description has to follow. */
  void replan(LinkPlan next) {
    plan = next;
    for (Line line : Line.values()) {
      direct(line);
    }
  }

  private void direct(Line line) {
    Transceiver transceiver = lines[line.index()];
    if (transceiver != null && plan.has(line)) {
      transceiver.setDirection(plan.directions().get(line.index()));
      attach(line);
    }
  }

  /** Takes over the transceivers that the remote offer made, before it is answered. */
  void adopt() {
    for (Transceiver transceiver : connection.transceivers()) {
      String mid = transceiver.mid();
      Line line = mid == null ? null : at(mid);
      if (line == null || !plan.has(line)) {
        transceiver.stop();
      } else if (!transceiver.equals(lines[line.index()])) {
        lines[line.index()] = transceiver;
        direct(line);
        if (limit != SendLimit.FULL) {
          limit(line, transceiver);
        }
      }
    }
  }

  /** The first audio section is {@code AUDIO}; the video sections are camera, then screen. */
  @Nullable Line at(String mid) {
    int audios = 0;
    int videos = 0;
    for (Transceiver transceiver : connection.transceivers()) {
      if (transceiver.mid() == null) {
        continue;
      }
      int position = transceiver.isAudio() ? audios++ : 1 + videos++;
      if (mid.equals(transceiver.mid())) {
        return transceiver.isAudio() && position > 0 ? null : Line.at(position);
      }
    }
    return null;
  }
}
