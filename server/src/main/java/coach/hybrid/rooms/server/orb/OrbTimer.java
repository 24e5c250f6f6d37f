package coach.hybrid.rooms.server.orb;

/** What an orb's life waits for; at most one of each kind runs. */
public enum OrbTimer {
  /** It should be in the room by now. */
  START,
  /** It was in the room and should be back by now. */
  ABSENT,
  /** Time to look at it. */
  CHECK,
  /** No sign of life for too long. */
  UNRESPONSIVE,
  /** It has lived long enough. */
  LIFETIME,
  /** Nobody could be heard for long. */
  IDLE,
  /** The room was empty for long. */
  EMPTY,
  /** It has done well for long. */
  STABLE,
  /** The next attempt. */
  RETRY,
  /** It was asked to go; now it is told. */
  TERMINATE,
  /** It was told to go; now it is made to. */
  KILL,
  /** It could not even be made to go. */
  GIVE_UP,
  /** Another try at those that could not be made to go. */
  DOOMED
}
