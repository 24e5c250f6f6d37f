package coach.hybrid.rooms.protocol.json;

/** Field names as the seeds spell them, and how long their values may be. */
final class Field {
  static final String TYPE = "type";
  static final String ROOM_ID = "roomId";
  static final String USER_ID = "userId";
  static final String USER_NAME = "userName";
  static final String USER_ROLE = "userRole";
  static final String PARTICIPANT_TYPE = "participantType";
  static final String PROTOCOL = "protocol";
  static final String INSTANCE_ID = "instanceId";
  static final String TO_ID = "toId";

  /** Seed 003's other word for {@code toId}. */
  static final String TARGET_ID = "targetId";

  static final String FROM_ID = "fromId";
  static final String OFFER = "offer";
  static final String ANSWER = "answer";
  static final String CANDIDATE = "candidate";
  static final String PEERS = "peers";
  static final String RESUMED = "resumed";
  static final String SHOULD_CREATE_OFFER = "shouldCreateOffer";
  static final String PERMISSIONS = "permissions";
  static final String GENERATION = "generation";
  static final String MEDIA_ID = "mediaId";
  static final String PUBLIC_KEY = "publicKey";
  static final String PATH = "path";
  static final String QUALITY = "quality";
  static final String LINKS = "links";
  static final String TOKEN = "token";
  static final String MEDIA = "media";
  static final String AUDIO = "audio";
  static final String VIDEO = "video";
  static final String SCREEN = "screen";
  static final String SPEAKING = "speaking";
  static final String STATUS = "status";
  static final String SESSION_ID = "sessionId";
  static final String REASON = "reason";
  static final String ICE_SERVERS = "iceServers";
  static final String ELAPSED_MILLIS = "elapsedMillis";
  static final String LEFT_MILLIS = "leftMillis";
  static final String TRANSCRIPTION = "transcription";
  static final String RECORDING = "recording";
  static final String ASSISTANT = "assistant";
  static final String CONSENT = "consent";
  static final String ACTION = "action";
  static final String STATE = "state";
  static final String SHARE_PERCENT = "sharePercent";
  static final String UTTERANCE_ID = "utteranceId";
  static final String TEXT = "text";
  static final String START_MILLIS = "startMillis";
  static final String END_MILLIS = "endMillis";
  static final String FINAL = "final";
  static final String LANG = "lang";
  static final String TTL_MILLIS = "ttlMillis";
  static final String URLS = "urls";
  static final String USERNAME = "username";
  static final String CREDENTIAL = "credential";
  static final String CODE = "code";
  static final String MESSAGE = "message";
  static final String MESSAGE_TYPE = "messageType";
  static final String FIELD = "field";

  static final int MAX_ROOM_ID = 64;
  static final int MAX_ID = 128;
  static final int MAX_NAME = 200;
  static final int MAX_WORD = 64;
  static final int MAX_TOKEN = 4_096;
  static final int MAX_TEXT = 2_000;

  private Field() {}
}
