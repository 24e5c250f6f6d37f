package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.bindings.BrowserDevices;
import coach.hybrid.rooms.client.bindings.BrowserTimers;
import coach.hybrid.rooms.client.bindings.RoomApi;
import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.ui.Keys;
import coach.hybrid.rooms.client.ui.MessageScreen;
import coach.hybrid.rooms.client.ui.Page;
import coach.hybrid.rooms.client.ui.Theme;
import org.jspecify.annotations.Nullable;

/** The page's way: link, lobby, call, end. Builds every part and decides which is on show. */
public final class App {
  private static final int RETRY_MILLIS = 5_000;
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
  private Timers.@Nullable Timer retry;

  private App() {}

  /** Called once, when the script has loaded. */
  public static void main(String[] args) {
    Theme.restore();
    App app = new App();
    Keys.listen(app::pressKey);
    Browser.onPageHide(app::hidePage);
    Browser.onOnline(app::networkChanged);
    app.devices.onChange(app::devicesChanged);
    app.enter();
  }

  /** Asks the room for its lobby with the link's token, which leaves the address bar at once. */
  private void enter() {
    if (retry != null) {
      retry.cancel();
    }
    String token = takeToken();
    if (token == null) {
      MessageScreen.showEnding(page, Ending.LINK_MISSING, this::enter);
      return;
    }
    MessageScreen.showLoading(page);
    api.lobby(
        token,
        new RoomApi.Listener() {
          @Override
          public void opened(Lobby lobby) {
            arrive(lobby, token);
          }

          @Override
          public void refused(String code) {
            Ending ending = Ending.ofProblem(code);
            if (ending == null) {
              waitForService(code);
            } else {
              end(ending, App.this::enter);
            }
          }

          @Override
          public void unreachable() {
            waitForService("no-answer");
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

  private void waitForService(String code) {
    MessageScreen.showUnreachable(page, code, this::enter);
    retry = timers.after(RETRY_MILLIS, this::enter);
  }

  /** After a reload in mid-call straight back into it, else by way of the lobby. */
  private void arrive(Lobby lobby, String token) {
    OwnMedia media = new OwnMedia(devices, timers, lobby.self().permissions());
    if (JOINED.equals(Browser.recallInTab(joinedKey))) {
      join(lobby, token, media);
      return;
    }
    visit = new LobbyVisit(page, lobby, media, timers, () -> join(lobby, token, media));
  }

  private void join(Lobby lobby, String token, OwnMedia media) {
    if (visit != null) {
      visit.close();
      visit = null;
    }
    Browser.rememberInTab(joinedKey, JOINED);
    session =
        new CallSession(
            page,
            lobby,
            new CallSession.Seat(roomId, token, Browser.randomId()),
            media,
            timers,
            api,
            ending -> end(ending, () -> rejoin(lobby, token)));
    session.start();
  }

  private void rejoin(Lobby lobby, String token) {
    join(lobby, token, new OwnMedia(devices, timers, lobby.self().permissions()));
  }

  /** Links that do not work start again at the door; calls that were left, in the call. */
  private void end(Ending ending, Runnable again) {
    session = null;
    Browser.rememberInTab(joinedKey, null);
    boolean rejoins = ending == Ending.LEFT || ending == Ending.ELSEWHERE;
    MessageScreen.showEnding(page, ending, rejoins ? again : this::enter);
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

  private void devicesChanged() {
    if (session != null) {
      session.refreshDevices();
    } else if (visit != null) {
      visit.refreshDevices();
    }
  }
}
