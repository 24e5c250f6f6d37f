package coach.hybrid.rooms.client.ui;

/** The client's call: the other person, oneself, four buttons. Nothing else asks for attention. */
public final class ClientScreen extends RoomScreen {
  public ClientScreen(Parts parts) {
    super(parts, "client");
  }
}
