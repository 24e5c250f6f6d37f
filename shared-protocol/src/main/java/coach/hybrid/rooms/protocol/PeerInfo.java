package coach.hybrid.rooms.protocol;

/**
 * One other participant, as {@code peer-discovery} and {@code user-joined} describe them.
 *
 * @param shouldCreateOffer whether the receiver of this entry makes the first offer of the link
 * @param consent what this participant has agreed to; an orb's is {@link Consent#NONE}
 * @param generation rises each time this participant takes the seat anew (reload, other device), so
 *     that a receiver knows whether a link it already holds still leads anywhere
 * @param mediaId this participant's short id on {@code /media}, 1 to 65,535
 */
public record PeerInfo(
    String userId,
    String userName,
    Role userRole,
    ParticipantType participantType,
    boolean shouldCreateOffer,
    Permissions permissions,
    MediaFlags media,
    Consent consent,
    int generation,
    int mediaId) {}
