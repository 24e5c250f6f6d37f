package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.Participant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * All tiles. A shared screen is large, else the other people are; everybody else is small. Tiles
 * change their place by class alone, because a video that is moved in the document stops.
 */
final class Stage {
  final SelfTile self;
  private final HTMLElement element;
  private final HTMLElement alone;
  private final HTMLElement soundButton;
  private final List<Tile> tiles = new ArrayList<>();
  private final List<ScreenTile> screens = new ArrayList<>();
  private String speakerId = "";

  Stage(HTMLElement room, LocalMedia media, String userName) {
    element = Dom.part(room, "stage");
    alone = Dom.part(room, "alone");
    self = new SelfTile(room, media, userName);
    soundButton = Dom.part(room, "sound");
    Dom.on(soundButton, "click", this::resumeSound);
    arrange();
  }

  void setAloneWords(String title, String hint) {
    Dom.setText(alone, "alone-title", title);
    Dom.setText(alone, "alone-hint", hint);
  }

  void add(Participant participant) {
    Tile tile = new Tile(participant, () -> soundButton.setHidden(false));
    if (!speakerId.isEmpty()) {
      tile.useSpeaker(speakerId);
    }
    tiles.add(tile);
    element.insertBefore(tile.element, self.element);
    arrange();
  }

  void update(Participant participant) {
    Tile tile = tileOf(participant);
    if (tile == null) {
      return;
    }
    tile.update();
    ScreenTile screen = screenOf(participant);
    if (!participant.showsScreen()) {
      removeScreen(screen);
      return;
    }
    if (screen == null) {
      screen = new ScreenTile(participant);
      screens.add(screen);
      element.insertBefore(screen.element, element.getFirstChild());
      arrange();
    }
    screen.update();
  }

  void remove(Participant participant) {
    removeScreen(screenOf(participant));
    Tile tile = tileOf(participant);
    if (tile != null) {
      tiles.remove(tile);
      tile.close();
      element.removeChild(tile.element);
      arrange();
    }
  }

  private void removeScreen(@Nullable ScreenTile screen) {
    if (screen != null) {
      screens.remove(screen);
      screen.close();
      element.removeChild(screen.element);
      arrange();
    }
  }

  private @Nullable Tile tileOf(Participant participant) {
    for (Tile tile : tiles) {
      if (tile.participant.equals(participant)) {
        return tile;
      }
    }
    return null;
  }

  private @Nullable ScreenTile screenOf(Participant participant) {
    for (ScreenTile screen : screens) {
      if (screen.participant.equals(participant)) {
        return screen;
      }
    }
    return null;
  }

  /** Decides who is large, and numbers the small ones from the corner. */
  private void arrange() {
    boolean people = false;
    for (Tile tile : tiles) {
      people |= !tile.participant.isOrb();
    }
    int small = 0;
    Dom.setStyle(self.element, "--slot", "" + small++);
    for (Tile tile : tiles) {
      boolean isLarge = screens.isEmpty() && (!people || !tile.participant.isOrb());
      Dom.setClass(tile.element, "large", isLarge);
      Dom.setClass(tile.element, "small", !isLarge);
      if (!isLarge) {
        Dom.setStyle(tile.element, "--slot", "" + small++);
      }
    }
    alone.setHidden(people || !screens.isEmpty());
  }

  /** What follows a voice. */
  void animate() {
    for (Tile tile : tiles) {
      tile.animate();
    }
  }

  private void resumeSound() {
    soundButton.setHidden(true);
    for (Tile tile : tiles) {
      tile.resumeSound();
    }
  }

  void useSpeaker(String id) {
    speakerId = id;
    for (Tile tile : tiles) {
      tile.useSpeaker(id);
    }
  }

  void close() {
    for (Tile tile : tiles) {
      tile.close();
    }
    for (ScreenTile screen : screens) {
      screen.close();
    }
    self.close();
  }
}
