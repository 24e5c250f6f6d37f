package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest implements Call.Listener {
  private static final MediaFlags ON = new MediaFlags(true, true, false);

  private final List<String> log = new ArrayList<>();
  private final List<FakePeerConnection> connections = new ArrayList<>();
  private final List<RelayPath.RelayPeer> relays = new ArrayList<>();
  private final FakeOutbox outbox = new FakeOutbox();
  private final FakeTimers timers = new FakeTimers();
  private final Call call =
      new Call(
          new Self("coach-1", "Ada", Role.COACH, Permissions.ALL),
          (servers, listener) -> {
            connections.add(new FakePeerConnection(servers, listener));
            return connections.get(connections.size() - 1);
          },
          (peer, events) -> {
            relays.add(peer);
            return new FakeRelayPath(events);
          },
          outbox,
          timers,
          this);

  @Override
  public void joined(Participant participant) {
    log.add("joined " + participant.info().userId());
  }

  @Override
  public void changed(Participant participant) {}

  @Override
  public void left(Participant participant) {
    log.add("left " + participant.info().userId());
  }

  @Override
  public void assistantChanged(ServerMessage.OrbStateChanged state) {
    log.add("assistant " + state.state());
  }

  @Override
  public void refused(ServerMessage.Refused refusal) {}

  private static PeerInfo cleo(int generation) {
    return cleo(generation, Permissions.ALL);
  }

  private static PeerInfo cleo(int generation, Permissions permissions) {
    return new PeerInfo(
        "cleo",
        "Cleo",
        Role.CLIENT,
        ParticipantType.HUMAN,
        true,
        permissions,
        ON,
        Consent.NONE,
        generation,
        2);
  }

  private static PeerInfo orb() {
    return new PeerInfo(
        "ai-orb-1",
        "Orb",
        Role.AI,
        ParticipantType.AI,
        true,
        Permissions.ALL,
        MediaFlags.NONE,
        Consent.NONE,
        1,
        3);
  }

  private static Consent assistantMayHear(boolean hear) {
    return new Consent(false, false, hear);
  }

  /** Answers the offer that is out, if there is one. */
  private void settle(FakePeerConnection connection, String userId) {
    connection.settle();
    while (connection.signaling == PeerConnection.SignalingState.HAVE_LOCAL_OFFER) {
      call.receive(new ServerMessage.Answer(userId, new RawJson("answer")));
      connection.settle();
    }
  }

  private String lastOffer() {
    List<ClientMessage.Offer> offers = outbox.all(ClientMessage.Offer.class);
    return offers.get(offers.size() - 1).offer().text();
  }

  private void discover(boolean resumed, PeerInfo... peers) {
    call.receive(new ServerMessage.PeerDiscovery(List.of(peers), resumed, 1));
  }

  private Participant only() {
    assertEquals(1, call.participants().size());
    return call.participants().get(0);
  }

  @Test
  void everybodyDiscoveredGetsALink() {
    discover(false, cleo(1));
    connections.get(0).settle();

    assertEquals(List.of("joined cleo"), log);
    assertEquals("cleo", outbox.all(ClientMessage.Offer.class).get(0).toId());
  }

  @Test
  void aResumedSeatKeepsLinksToTheSameGeneration() {
    discover(false, cleo(1));
    connections.get(0).connection = PeerConnection.ConnectionState.CONNECTED;
    discover(true, cleo(1));

    assertEquals(1, connections.size());
    assertFalse(connections.get(0).closed);
    assertEquals(List.of("joined cleo"), log);
  }

  @Test
  void aResumedSeatRestartsLinksThatAreNotConnected() {
    discover(false, cleo(1));
    connections.get(0).settle();
    discover(true, cleo(1));
    assertEquals(0, connections.get(0).iceRestarts, "its answer may have been kept for us");
    call.tick();
    connections.get(0).settle();

    assertEquals(1, connections.get(0).iceRestarts);
    assertEquals(2, outbox.all(ClientMessage.Offer.class).size());
  }

  @Test
  void onlyWhoIsHeardByAPathOfItsOwnIsHeardWithoutTheRoom() {
    discover(false, cleo(1));
    assertFalse(only().isHeardWithoutRoom());
    connections.get(0).settle();
    connections.get(0).connection = PeerConnection.ConnectionState.CONNECTED;
    call.tick();
    assertTrue(only().isHeardWithoutRoom());
    connections.get(0).connection = PeerConnection.ConnectionState.FAILED;
    call.tick();

    assertFalse(only().isHeardWithoutRoom());
  }

  @Test
  void aNewGenerationIsLinkedAnewWithoutAGhost() {
    discover(false, cleo(1));
    discover(true, cleo(2));

    assertEquals(2, connections.size());
    assertTrue(connections.get(0).closed);
    assertEquals(List.of("joined cleo"), log);
    assertEquals(2, only().info().generation());
  }

  @Test
  void aSeatThatCouldNotBeResumedLinksEverybodyAnew() {
    discover(false, cleo(1));
    discover(false, cleo(1));

    assertEquals(2, connections.size());
    assertTrue(connections.get(0).closed);
    assertEquals(List.of("joined cleo"), log);
  }

  @Test
  void whoIsMissingAfterAResumeHasLeft() {
    discover(false, cleo(1));
    discover(true);

    assertTrue(connections.get(0).closed);
    assertEquals(List.of("joined cleo", "left cleo"), log);
    assertTrue(outbox.discarded.contains("cleo"));
  }

  @Test
  void whoLeavesAndComesBackIsOnePerson() {
    discover(false, cleo(1));
    call.receive(new ServerMessage.UserLeft("cleo", Role.CLIENT));
    call.receive(new ServerMessage.UserJoined(cleo(2)));

    assertEquals(List.of("joined cleo", "left cleo", "joined cleo"), log);
    assertEquals("Cleo", only().info().userName());
  }

  @Test
  void aTrackThatIsNotPermittedIsNotShown() {
    discover(false, cleo(1, new Permissions(false, true, false)));
    connections.get(0).settle();
    connections.get(0).listener.trackReceived("0", new FakeTrack());
    connections.get(0).listener.trackReceived("1", new FakeTrack());

    assertNotNull(only().track(Line.AUDIO));
    assertNull(only().track(Line.CAMERA));
    assertFalse(only().showsCamera());
  }

  @Test
  void aCameraSwitchedOffIsNotShown() {
    discover(false, cleo(1));
    connections.get(0).settle();
    connections.get(0).listener.trackReceived("1", new FakeTrack());
    assertTrue(only().showsCamera());
    call.receive(new ServerMessage.MediaStateChanged("cleo", new MediaFlags(true, false, false)));

    assertFalse(only().showsCamera());
  }

  @Test
  void refreshedCredentialsReachEveryLink() {
    discover(false, cleo(1));
    List<IceServer> fresh = List.of(new IceServer(List.of("turn:t"), "u", "c"));
    call.receive(new ServerMessage.IceServers(fresh, 60_000));

    assertEquals(fresh, connections.get(0).iceServers);
  }

  @Test
  void tracksChosenBeforeTheLinkGoOutOnIt() {
    FakeTrack camera = new FakeTrack();
    call.setTrack(Line.CAMERA, camera);
    discover(false, cleo(1));

    assertEquals(camera, connections.get(0).lines.get(1).track);
  }

  @Test
  void anOfferOurConnectionCannotTakeGetsANewOne() {
    discover(false, cleo(1));
    FakePeerConnection first = connections.get(0);
    first.settle();
    call.receive(new ServerMessage.Answer("cleo", new RawJson("answer")));
    first.settle();
    first.refusesOffers = true;
    call.receive(new ServerMessage.Offer("cleo", new RawJson("offer a:SENDRECV")));
    first.settle();
    connections.get(1).settle();

    assertTrue(first.closed);
    assertEquals(1, outbox.all(ClientMessage.Answer.class).size());
    assertEquals(
        List.of(new ClientMessage.SetLinkState("cleo", LinkPath.NONE, LinkQuality.GOOD)),
        outbox.all(ClientMessage.SetLinkState.class),
        "what the first had asked for holds no more");
  }

  @Test
  void speakingAndMediaAreSaidAgainAfterEveryJoinButOtherwiseOnce() {
    call.setMedia(ON);
    call.setMedia(ON);
    call.setSpeaking(true);
    call.setSpeaking(true);
    assertEquals(2, outbox.sent.size());
    call.announceSelf();

    assertEquals(
        List.of(new ClientMessage.SetMediaState(ON), new ClientMessage.SetSpeaking(true)),
        outbox.sent.subList(2, 4));
  }

  @Test
  void messagesFromStrangersChangeNothing() {
    call.receive(new ServerMessage.Offer("nobody", new RawJson("offer")));
    call.receive(new ServerMessage.SpeakingChanged("nobody", true));

    assertTrue(call.participants().isEmpty());
    assertTrue(outbox.sent.isEmpty());
  }

  @Test
  void onlyTowardsAnOrbThePictureIsSmall() {
    discover(false, orb(), cleo(1));

    assertEquals(Detail.GLANCE, connections.get(0).lines.get(1).detail);
    assertEquals(Detail.FULL, connections.get(1).lines.get(1).detail);
  }

  @Test
  void anOrbGetsNeitherTrackNorSendingSectionBeforeItIsAllowed() {
    call.setTrack(Line.AUDIO, new FakeTrack());
    discover(false, orb());
    settle(connections.get(0), "ai-orb-1");

    assertNull(connections.get(0).lines.get(0).track);
    assertEquals("offer a:RECVONLY v:RECVONLY", lastOffer());
  }

  @Test
  void consentIsSaidFirstAndOfferedThen() {
    FakeTrack microphone = new FakeTrack();
    call.setTrack(Line.AUDIO, microphone);
    discover(false, orb());
    settle(connections.get(0), "ai-orb-1");
    outbox.sent.clear();
    call.setConsent(assistantMayHear(true));
    settle(connections.get(0), "ai-orb-1");

    assertEquals(microphone, connections.get(0).lines.get(0).track);
    assertEquals(new ClientMessage.SetConsent(assistantMayHear(true)), outbox.sent.get(0));
    assertEquals("offer a:SENDRECV v:SENDRECV", lastOffer());
    assertEquals(2, outbox.sent.size());
  }

  @Test
  void consentTakenBackTakesTheTrackOffAtOnceAndThenTheSection() {
    call.setConsent(assistantMayHear(true));
    call.setTrack(Line.AUDIO, new FakeTrack());
    discover(false, orb());
    settle(connections.get(0), "ai-orb-1");
    call.setConsent(assistantMayHear(false));

    assertNull(connections.get(0).lines.get(0).track);
    settle(connections.get(0), "ai-orb-1");
    assertEquals("offer a:RECVONLY v:RECVONLY", lastOffer());
    call.setTrack(Line.AUDIO, new FakeTrack());
    assertNull(connections.get(0).lines.get(0).track);
  }

  @Test
  void anOfferMadeBeforeTheConsentWasTakenBackIsNotSentAfterIt() {
    call.setConsent(assistantMayHear(true));
    discover(false, orb());
    call.setConsent(assistantMayHear(false));
    settle(connections.get(0), "ai-orb-1");

    assertEquals(1, outbox.all(ClientMessage.Offer.class).size());
    assertEquals("offer a:RECVONLY v:RECVONLY", lastOffer());
  }

  @Test
  void anOfferThatIsOutIsAnsweredBeforeTheNextSaysOtherwise() {
    call.setConsent(assistantMayHear(true));
    discover(false, orb());
    connections.get(0).settle();
    call.setConsent(assistantMayHear(false));
    connections.get(0).settle();
    assertEquals(1, outbox.all(ClientMessage.Offer.class).size());
    settle(connections.get(0), "ai-orb-1");

    assertEquals(2, outbox.all(ClientMessage.Offer.class).size());
    assertEquals("offer a:RECVONLY v:RECVONLY", lastOffer());
  }

  @Test
  void peopleHearEachOtherWhateverTheAssistantMayHear() {
    FakeTrack microphone = new FakeTrack();
    call.setTrack(Line.AUDIO, microphone);
    discover(false, cleo(1));
    settle(connections.get(0), "cleo");
    call.setConsent(assistantMayHear(true));
    call.setConsent(assistantMayHear(false));
    settle(connections.get(0), "cleo");

    assertEquals(microphone, connections.get(0).lines.get(0).track);
    assertEquals(1, outbox.all(ClientMessage.Offer.class).size());
  }

  @Test
  void consentIsSaidAgainAfterEveryJoinBeforeAllElseAndNotAtAllIfNobodyAsked() {
    call.announceSelf();
    assertTrue(outbox.all(ClientMessage.SetConsent.class).isEmpty());
    call.setConsent(assistantMayHear(false));
    outbox.sent.clear();
    call.announceSelf();

    assertEquals(new ClientMessage.SetConsent(assistantMayHear(false)), outbox.sent.get(0));
  }

  @Test
  void aPausedAssistantIsPausedWhateverItSaysAndWheneverItComes() {
    call.receive(new ServerMessage.OrbStateChanged(OrbState.PAUSED, null, null));
    discover(false, orb());
    call.receive(new ServerMessage.AiStatusChanged("ai-orb-1", AiState.SPEAKING, null));
    assertEquals(AiState.PAUSED, only().aiState());
    assertFalse(only().isSpeaking());

    call.receive(new ServerMessage.OrbStateChanged(OrbState.READY, null, 12));
    assertEquals(AiState.SPEAKING, only().aiState());
    assertEquals(List.of("assistant PAUSED", "joined ai-orb-1", "assistant READY"), log);
  }

  @Test
  void whatOthersAllowIsKeptUpToDate() {
    discover(false, cleo(1));
    assertFalse(only().isHeardByAssistant());
    call.receive(new ServerMessage.ConsentChanged("cleo", assistantMayHear(true)));

    assertTrue(only().isHeardByAssistant());
  }

  @Test
  void aRelayKnowsWhoItLeadsToAndWhichNumberTheyHaveNow() {
    discover(false, cleo(1));
    call.receive(new ServerMessage.RelayKeyed("cleo", "their key", 1));
    assertEquals("cleo", relays.get(0).peerId());
    assertEquals(2, relays.get(0).peerMediaId().getAsInt());
    assertEquals(
        new ClientMessage.RelayKey("cleo", "our key", 1),
        outbox.all(ClientMessage.RelayKey.class).get(0));
  }

  @Test
  void howEverybodyIsHeardIsSaidAgainAfterEveryJoin() {
    discover(false, cleo(1), orb());
    call.announceSelf();

    assertEquals(
        List.of("cleo", "ai-orb-1"),
        outbox.all(ClientMessage.SetLinkState.class).stream()
            .map(ClientMessage.SetLinkState::toId)
            .toList());
  }

  @Test
  void theCoachRemovesSomebodyById() {
    discover(false, cleo(1));
    call.kick(only());

    assertEquals(new ClientMessage.Kick("cleo"), outbox.all(ClientMessage.Kick.class).get(0));
  }

  @Test
  void anotherNetworkRestartsEveryLinkAtOnce() {
    discover(false, cleo(1));
    settle(connections.get(0), "cleo");
    call.networkChanged();

    assertEquals(1, connections.get(0).iceRestarts);
  }

  @Test
  void somebodyWhoIsHeardNoMoreIsMissed() {
    discover(false, cleo(1));
    settle(connections.get(0), "cleo");
    connections.get(0).connection = PeerConnection.ConnectionState.CONNECTED;
    connections.get(0).receivePackets(25);
    call.tick();
    assertFalse(call.missesSomebody());
    for (int i = 0; i < 4; i++) {
      timers.advance(Call.TICK_MILLIS);
      call.tick();
    }

    assertTrue(call.missesSomebody());
  }
}
