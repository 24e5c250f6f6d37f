package coach.hybrid.rooms.tools.mainapp;

import java.net.URI;

/** What the main app gets back and hands out (seed 001, {@code connectionUrls}). */
public record RoomLinks(String roomId, URI coach, URI client, URI events) {}
