package coach.hybrid.rooms.server.room;

/** Which of its room's orbs somebody at the door is; only the present one may come in. */
public record OrbPass(String orbId, int generation) {}
