package coach.hybrid.rooms.client.call;

import static coach.hybrid.rooms.client.call.Direction.INACTIVE;
import static coach.hybrid.rooms.client.call.Direction.RECVONLY;
import static coach.hybrid.rooms.client.call.Direction.SENDONLY;
import static coach.hybrid.rooms.client.call.Direction.SENDRECV;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkPlanTest {
  private static Self self(String userId, Role role, Permissions permissions) {
    return new Self(userId, "Me", role, permissions);
  }

  private static PeerInfo peer(String userId, Role role, boolean offer, Permissions permissions) {
    ParticipantType type = role == Role.AI ? ParticipantType.AI : ParticipantType.HUMAN;
    return new PeerInfo(
        userId, "Them", role, type, offer, permissions, MediaFlags.NONE, Consent.NONE, 1, 2);
  }

  private static LinkPlan plan(Permissions mine, Permissions theirs) {
    return LinkPlan.between(
        self("a", Role.COACH, mine), peer("b", Role.CLIENT, true, theirs), false);
  }

  @Test
  void everybodyMaySendEverythingBothWays() {
    assertEquals(
        List.of(SENDRECV, SENDRECV, SENDRECV), plan(Permissions.ALL, Permissions.ALL).directions());
  }

  @Test
  void whoMaySendNothingOnlyReceives() {
    assertEquals(
        List.of(RECVONLY, RECVONLY, RECVONLY),
        plan(Permissions.NONE, Permissions.ALL).directions());
  }

  @Test
  void whatTheOtherMayNotSendIsNotReceived() {
    Permissions audioOnly = new Permissions(false, true, false);
    assertEquals(
        List.of(SENDRECV, SENDONLY, SENDONLY), plan(Permissions.ALL, audioOnly).directions());
    assertEquals(List.of(SENDRECV, INACTIVE, INACTIVE), plan(audioOnly, audioOnly).directions());
  }

  @Test
  void aScreenNeedsVideoAsWell() {
    assertEquals(
        List.of(SENDRECV, RECVONLY, RECVONLY),
        plan(new Permissions(false, true, true), Permissions.ALL).directions());
  }

  private static LinkPlan planToOrb(boolean assistantMayHear) {
    return LinkPlan.between(
        self("a", Role.CLIENT, Permissions.ALL),
        peer("ai-orb-s", Role.AI, false, Permissions.ALL),
        assistantMayHear);
  }

  @Test
  void anOrbGetsNoScreenAndIsAlwaysOffered() {
    LinkPlan plan = planToOrb(true);
    assertEquals(List.of(SENDRECV, SENDRECV), plan.directions());
    assertTrue(plan.offersFirst());
    assertFalse(plan.polite());
  }

  @Test
  void withoutConsentAnOrbGetsNothingAndIsStillHeardAndSeen() {
    assertEquals(List.of(RECVONLY, RECVONLY), planToOrb(false).directions());
  }

  @Test
  void theLowerRankIsPolite() {
    PeerInfo coach = peer("a", Role.COACH, false, Permissions.ALL);
    assertTrue(LinkPlan.between(self("b", Role.CLIENT, Permissions.ALL), coach, false).polite());
    PeerInfo client = peer("b", Role.CLIENT, true, Permissions.ALL);
    assertFalse(LinkPlan.between(self("a", Role.COACH, Permissions.ALL), client, false).polite());
  }

  @Test
  void ofEqualsTheLargerIdIsPolite() {
    PeerInfo small = peer("a", Role.CLIENT, false, Permissions.ALL);
    PeerInfo large = peer("b", Role.CLIENT, true, Permissions.ALL);
    assertTrue(LinkPlan.between(self("b", Role.CLIENT, Permissions.ALL), small, false).polite());
    assertFalse(LinkPlan.between(self("a", Role.CLIENT, Permissions.ALL), large, false).polite());
  }
}
