package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.bindings.BrowserDevices;
import coach.hybrid.rooms.client.bindings.BrowserTimers;
import coach.hybrid.rooms.client.bindings.RoomApi;
import coach.hybrid.rooms.client.call.DoorWait;
import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.Refusal;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.ui.DoorScreen;
import coach.hybrid.rooms.client.ui.Keys;
import coach.hybrid.rooms.client.ui.MessageScreen;
import coach.hybrid.rooms.client.ui.Page;
import coach.hybrid.rooms.client.ui.Theme;
import org.jspecify.annotations.Nullable;

/** The page's way: link, lobby, call, end. Builds every part and decides which is on show. */
public final class App implements DoorWait.Listener {
  private static final String JOINED = "joined";

  private final Page page = new Page();
  private final Timers timers = new BrowserTimers();
  private final BrowserDevices devices = new BrowserDevices();
  private final String roomId = Browser.roomId();
  private final String tokenKey = "hybrid-rooms:" + roomId;
  private final String joinedKey = tokenKey + ":call";
  private final RoomApi api = new RoomApi(roomId);
  private @Nullable LobbyVisit visit;
  private @Nullable CallSession session;
  private final DoorWait wait = new DoorWait(timers, Browser::randomBelow, this);
  private @Nullable DoorScreen door;
  private boolean asking;

  private App() {}

  /** Called once, when the script has loaded. */
  public static void main(String[] args) {
    Theme.restore();
    App app = new App();
    Keys.listen(app::pressKey);
    Browser.onPageHide(app::hidePage);
    Browser.onNetwork(app::networkChanged, app::wake);
    app.devices.onChange(app::devicesChanged);
    app.enter();
  }

  /** Asks the room for its lobby with the link's token, which leaves the address bar at once. */
  private void enter() {
    String token = takeToken();
    if (token == null) {
      MessageScreen.showEnding(page, Ending.LINK_MISSING, null, this::enter);
      return;
    }
    if (door == null) {
      MessageScreen.showLoading(page);
    }
    if (asking) {
      return;
    }
    asking = true;
    wait.stop();
    api.lobby(
        token,
        new RoomApi.Listener() {
          @Override
          public void opened(Lobby lobby) {
            passDoor();
            arrive(lobby, token);
          }

          @Override
          public void refused(Refusal refusal) {
            Ending ending = Ending.ofProblem(refusal.code());
            if (ending == null) {
              waitAtDoor(refusal);
            } else {
              passDoor();
              end(ending, null, App.this::enter);
            }
          }
        });
  }

  private @Nullable String takeToken() {
    String token = Browser.tokenInAddress();
    if (token != null) {
      Browser.rememberInTab(tokenKey, token);
      Browser.clearQuery();
    }
    return token == null ? Browser.recallInTab(tokenKey) : token;
  }

  private void passDoor() {
    asking = false;
    door = null;
  }

  /** Not now, but later: the page stands where it is and asks again by itself. */
  private void waitAtDoor(Refusal refusal) {
    asking = false;
    if (door == null) {
      door = new DoorScreen(page, this::enter);
    }
    door.update(refusal);
    wait.begin(refusal);
  }

  @Override
  public void countedDown(int seconds) {
    if (door != null) {
      door.countDown(seconds);
    }
  }

  @Override
  public void askAgain() {
    enter();
  }

  /** After a reload in mid-call straight back into it, else by way of the lobby. */
  private void arrive(Lobby lobby, String token) {
    OwnMedia media = new OwnMedia(devices, timers, lobby.self().permissions(), tokenKey);
    if (JOINED.equals(Browser.recallInTab(joinedKey))) {
      join(lobby, token, media);
      return;
    }
    visit = new LobbyVisit(page, lobby, media, timers, () -> join(lobby, token, media));
  }

  private void join(Lobby lobby, String token, OwnMedia media) {
    Seat seat = new Seat(roomId, token, tokenKey);
    if (visit != null) {
      visit.close();
      visit = null;
    }
    Browser.rememberInTab(joinedKey, JOINED);
    session =
        new CallSession(
            page,
            lobby,
            seat,
            media,
            timers,
            api,
            (ending, clock) -> end(ending, clock, () -> rejoin(lobby, seat.token())));
    session.start();
  }

  private void rejoin(Lobby lobby, String token) {
    join(lobby, token, new OwnMedia(devices, timers, lobby.self().permissions(), tokenKey));
  }

  /** Links that do not work start again at the door; calls that were left, in the call. */
  private void end(Ending ending, @Nullable SessionClock clock, Runnable again) {
    session = null;
    Browser.rememberInTab(joinedKey, null);
    boolean rejoins = ending == Ending.LEFT || ending == Ending.ELSEWHERE;
    MessageScreen.showEnding(page, ending, clock, rejoins ? again : this::enter);
  }

  private void pressKey(char key) {
    if (session != null) {
      session.pressKey(key);
    } else if (visit != null) {
      visit.pressKey(key);
    }
  }

  private void hidePage() {
    if (session != null) {
      session.hidePage();
    }
  }

  private void networkChanged() {
    if (session != null) {
      session.networkChanged();
    }
  }

  /** The computer slept, or the tab did: the socket may be gone, and nobody has said so. */
  private void wake() {
    if (session != null) {
      session.wake();
    }
  }

  private void devicesChanged() {
    if (session != null) {
      session.refreshDevices();
    } else if (visit != null) {
      visit.refreshDevices();
    }
  }
}
