package coach.hybrid.rooms.server.orb;

/**
 * How the room stands, as far as its orb is concerned.
 *
 * @param expected whether the room goes on and has its assistant switched on
 * @param ended whether the room has ended
 * @param coachHere whether the coach has a seat
 * @param anybodyHere whether any person has one
 * @param heard whether somebody speaks or could: is here with an open microphone
 * @param taken whether an orb that nobody of us started sits in the room
 */
public record OrbNeed(
    boolean expected,
    boolean ended,
    boolean coachHere,
    boolean anybodyHere,
    boolean heard,
    boolean taken) {
  public static final OrbNeed NONE = new OrbNeed(false, false, false, false, false, false);
}
