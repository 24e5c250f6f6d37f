package coach.hybrid.rooms.protocol.json;

/** Values of {@code type} that travel in both directions. */
final class MessageType {
  static final String OFFER = "offer";
  static final String ANSWER = "answer";
  static final String ICE_CANDIDATE = "ice-candidate";
  static final String RELAY_KEY = "relay-key";
  static final String LINK_STATE = "link-state";
  static final String MEDIA_STATE = "media-state";
  static final String SPEAKING = "speaking";
  static final String ORB_CONTROL = "orb-control";
  static final String AI_STATUS = "ai_status";
  static final String AI_ORB_SHUTDOWN = "ai-orb-shutdown";

  private MessageType() {}
}
