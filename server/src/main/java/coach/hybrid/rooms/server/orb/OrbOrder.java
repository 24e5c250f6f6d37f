package coach.hybrid.rooms.server.orb;

/** Everything an orb is told when it is started, but its token. */
public record OrbOrder(
    OrbUnit unit,
    String roomId,
    String sessionId,
    String coachId,
    String clientId,
    String personality,
    String voiceModel) {}
