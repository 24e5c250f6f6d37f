package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import java.util.ArrayList;
import java.util.List;

/** Says each turn of a link once, but not that a first connection simply worked: they see that. */
final class LinkNews {
  /** What was said last about one participant. */
  private static final class Told {
    final String userId;
    String link = "";
    String picture = "";

    Told(String userId) {
      this.userId = userId;
    }
  }

  private final Page page;
  private final Toast toast;
  private final List<Told> told = new ArrayList<>();

  LinkNews(Page page, Toast toast) {
    this.page = page;
    this.toast = toast;
  }

  void update(Participant participant) {
    Told last = last(participant.info().userId());
    String before = last.link;
    String now = Words.linkKey(participant);
    last.link = now;
    boolean unbegun = before.isEmpty() || before.equals("connecting") || before.equals("closed");
    boolean plain = unbegun && (now.equals("good") || now.equals("poor"));
    if (!now.equals(before) && !plain && !now.equals("connecting") && !now.equals("closed")) {
      page.announce(participant.info().userName() + ": " + Dom.phrase("link", now));
    }
    String picture = participant.isOurPictureHeldBack() ? "paused" : "back";
    if (!last.picture.isEmpty() && !last.picture.equals(picture)) {
      toast.show(participant.info().userName() + ": " + Dom.phrase("picture", picture), false);
    }
    last.picture = picture;
  }

  private Told last(String userId) {
    for (Told each : told) {
      if (each.userId.equals(userId)) {
        return each;
      }
    }
    Told made = new Told(userId);
    told.add(made);
    return made;
  }

  void forget(Participant participant) {
    told.remove(last(participant.info().userId()));
  }
}
