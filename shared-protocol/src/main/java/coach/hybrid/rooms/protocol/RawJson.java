package coach.hybrid.rooms.protocol;

/**
 * JSON text the protocol carries but does not model: session descriptions and candidates, whose
 * shape belongs to the browsers (W3C WebRTC, {@code RTCSessionDescriptionInit} and {@code
 * RTCIceCandidateInit}). Known to be well-formed.
 */
public record RawJson(String text) {}
