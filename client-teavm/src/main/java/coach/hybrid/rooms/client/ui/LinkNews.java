package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import java.util.HashMap;
import java.util.Map;

/** Says each turn of a link once, but not that a first connection simply worked: they see that. */
final class LinkNews {
  private final Page page;
  private final Toast toast;
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, String> pictures = new HashMap<>();

  LinkNews(Page page, Toast toast) {
    this.page = page;
    this.toast = toast;
  }

  void update(Participant participant) {
    String userId = participant.info().userId();
    String now = Words.linkKey(participant);
    String before = told.put(userId, now);
    boolean unbegun = before == null || before.equals("connecting") || before.equals("closed");
    boolean plain = unbegun && (now.equals("good") || now.equals("poor"));
    if (!now.equals(before) && !plain && !now.equals("connecting") && !now.equals("closed")) {
      page.announce(participant.info().userName() + ": " + Dom.phrase("link", now));
    }
    String picture = participant.isOurPictureHeldBack() ? "paused" : "back";
    String pictureBefore = pictures.put(userId, picture);
    if (pictureBefore != null && !pictureBefore.equals(picture)) {
      toast.show(participant.info().userName() + ": " + Dom.phrase("picture", picture), false);
    }
  }

  void forget(Participant participant) {
    told.remove(participant.info().userId());
    pictures.remove(participant.info().userId());
  }
}
